"""The form of a comparison: its question, how it is pooled, baseline risks, GRADE by domain."""

from __future__ import annotations

import math
from typing import Any

from django import forms

from statim.design.speech import later, say
from statim.design.voice import lazily
from statim.editions.compared import Compared
from statim.evidence.certainty import (
    DOWN,
    MOST_UP,
    OBSERVATIONAL,
    TRIALS,
    UP,
    Assessment,
    Judgement,
    certainty,
)
from statim.evidence.comparison import Outcome
from statim.evidence.errors import WrongData
from statim.evidence.measures import MEASURES
from statim.evidence.method import (
    COMMON,
    DL,
    HKSJ,
    HKSJ_GUARDED,
    INVERSE_VARIANCE,
    MANTEL_HAENSZEL,
    NORMAL,
    PETO,
    PM,
    RANDOM,
    REML,
    Method,
)

Choices = tuple[tuple[str, str], ...]
KINDS: Choices = (
    ("counts", lazily("Events of people, both groups")),
    ("means", lazily("Mean, SD and people, both groups")),
    ("proportion", lazily("Events of people, one group")),
    ("correlation", lazily("Correlation and people")),
    ("reported", lazily("Effect with its interval, as reported")),
)
BETTER: Choices = (
    ("", lazily("Neither")),
    ("lower", lazily("Lower is better")),
    ("higher", lazily("Higher is better")),
)
LEVELS: Choices = (
    ("", lazily("Not judged")),
    ("0", lazily("No change")),
    ("1", lazily("One level")),
    ("2", lazily("Two levels")),
)
ONE_UP: Choices = LEVELS[:3]
MODELS: Choices = ((RANDOM, lazily("Random effects")), (COMMON, lazily("Common effect")))
WEIGHTS: Choices = (
    (INVERSE_VARIANCE, lazily("Inverse variance")),
    (MANTEL_HAENSZEL, lazily("Mantel-Haenszel (common effect)")),
    (PETO, lazily("Peto (odds ratio, common effect)")),
)
TAU2: Choices = ((REML, "REML"), (PM, "Paule-Mandel"), (DL, "DerSimonian-Laird"))
INTERVALS: Choices = (
    (NORMAL, lazily("Normal")),
    (HKSJ_GUARDED, lazily("HKSJ with guard")),
    (HKSJ, lazily("HKSJ (Hartung, Knapp, Sidik, Jonkman)")),
)
ZERO_CELLS: Choices = (
    ("0.5", lazily("Add 1/2 to every cell of a table that has a zero")),
    ("0", lazily("Add nothing")),
)


# what `evidence` calls its measures and domains; it knows no language, so they are marked here
SAID_OF_EVIDENCE = (
    later("Risk ratio"), later("Odds ratio"), later("Risk difference"), later("Mean difference"),
    later("Standardised mean difference"), later("Hazard ratio"), later("Proportion (logit)"),
    later("Proportion (Freeman-Tukey)"), later("Correlation"),
    later("risk of bias"), later("inconsistency"), later("indirectness"), later("imprecision"),
    later("publication bias"), later("large effect"), later("dose response"),
    later("plausible confounding"),
)  # fmt: skip


def _line(label: str, *, needed: bool = True, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=300, required=needed, **options)


def _choice(label: str, choices: Choices, *, needed: bool = True, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=needed, **more)


class NewComparison(forms.Form):
    """A caption and where it stands; everything else is said on its own page."""

    caption = forms.CharField(
        label=lazily("Caption"),
        max_length=300,
        help_text=lazily("What is compared, for which outcome. It stands over the plot."),
    )
    measure = forms.ChoiceField(
        label=lazily("Measure"), choices=[(m.code, lazily(m.name)) for m in MEASURES.values()]
    )
    after = forms.ChoiceField(label=lazily("Where it stands"), required=False)

    def __init__(self, *args: Any, places: Choices = (), **options: Any) -> None:
        super().__init__(*args, **options)
        where = self.fields["after"]
        if isinstance(where, forms.ChoiceField):
            where.choices = [("", say("At the end")), *places]


class ComparisonForm(forms.Form):
    """Question, outcome, settings. The studies are a table of their own beside it."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    population = _line(lazily("Population"))
    intervention = _line(lazily("Intervention"))
    comparator = _line(lazily("Comparator"))
    outcome = _line(lazily("Outcome"), help_text=lazily("The event or the scale, such as “death”."))
    better = _choice(lazily("Direction"), BETTER, needed=False)
    unit = _line(lazily("Unit"), needed=False, help_text=lazily("Such as mmHg. Empty for events."))
    time = _line(lazily("Time"), needed=False, help_text=lazily("When it was measured."))
    measure = _choice(lazily("Measure"), tuple((m.code, lazily(m.name)) for m in MEASURES.values()))
    kind = _choice(lazily("What each study reports"), KINDS)
    model = _choice(lazily("Model"), MODELS)
    weights = _choice(lazily("Weights"), WEIGHTS)
    tau2 = _choice(lazily("Variance between studies (τ²)"), TAU2)
    interval = _choice(lazily("Interval of the pooled effect"), INTERVALS)
    add = _choice(lazily("Zero cells"), ZERO_CELLS)
    keep_double_zeros = forms.BooleanField(
        label=lazily("Keep studies without any event in a ratio"), required=False
    )
    baselines = _line(
        lazily("Baseline risks"),
        needed=False,
        help_text=lazily(
            "For absolute effects, parted by semicolons: 2%; 10%. Say in the text whose."
        ),
    )

    def clean_baselines(self) -> tuple[float, ...]:
        """The risks, between 0 and 1."""
        found = []
        for part in str(self.cleaned_data["baselines"]).split(";"):
            words = part.strip()
            if not words:
                continue
            try:
                value = float(words.removesuffix("%")) / (100 if words.endswith("%") else 1)
            except ValueError:
                raise forms.ValidationError(
                    say("%(words)s is no risk, such as 2%% or 0.02.", words=repr(words))
                ) from None
            if not math.isfinite(value) or not 0 < value < 1:
                raise forms.ValidationError(
                    say("%(words)s is not between 0 and 100 %%.", words=words)
                )
            found.append(float(f"{value:.12g}"))
        return tuple(found)

    @property
    def method(self) -> Method:
        """How it is pooled; of a valid form only."""
        said = self.cleaned_data
        return Method(
            model=said["model"],
            weights=said["weights"],
            tau2=said["tau2"],
            interval=said["interval"],
            add=float(said["add"]),
            keep_double_zeros=said["keep_double_zeros"],
        )

    @property
    def found(self) -> Outcome:
        """What was measured; of a valid form only."""
        said = self.cleaned_data
        better = {"lower": True, "higher": False}.get(said["better"])
        return Outcome(
            name=said["outcome"], lower_is_better=better, unit=said["unit"], time=said["time"]
        )


class AssessmentForm(forms.Form):
    """GRADE by domain: by how many levels, and why."""

    design = _choice(
        lazily("The studies are"),
        (
            ("", lazily("Not assessed")),
            (TRIALS, lazily("Randomised trials")),
            (OBSERVATIONAL, lazily("Observational")),
        ),
        needed=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "prefix": "grade"})
        for name in (*DOWN, *UP):
            levels = ONE_UP if MOST_UP.get(name) == 1 else LEVELS
            field = _choice(_capital(say(name)), levels, needed=False)
            self.fields[_key(name)] = field
            self.fields[f"{_key(name)}_why"] = forms.CharField(
                label=say("Why: %(domain)s", domain=say(name)), required=False, max_length=600
            )

    def domains(self, names: tuple[str, ...]) -> list[tuple[str, Any, Any]]:
        """Each domain with its two fields, for the page."""
        return [
            (_capital(say(name)), self[_key(name)], self[f"{_key(name)}_why"]) for name in names
        ]

    def down(self) -> list[tuple[str, Any, Any]]:
        """The domains for rating down."""
        return self.domains(DOWN)

    def up(self) -> list[tuple[str, Any, Any]]:
        """The domains for rating up."""
        return self.domains(UP)

    def clean(self) -> dict[str, Any]:
        """Refuses what GRADE does not know, with its reason."""
        said = super().clean() or {}
        if not said.get("design"):
            if any(said.get(_key(name)) for name in (*DOWN, *UP)):
                self.add_error("design", say("Say which kind of studies these are."))
            return said
        try:
            certainty(self._assessment(said))
        except WrongData as refused:
            for problem in refused.problems:
                self.add_error(None, str(problem))
        return said

    @property
    def assessment(self) -> Assessment | None:
        """What was judged; None where nothing was. Of a valid form only."""
        return self._assessment(self.cleaned_data) if self.cleaned_data["design"] else None

    def _assessment(self, said: dict[str, Any]) -> Assessment:
        def judged(names: tuple[str, ...]) -> tuple[Judgement, ...]:
            return tuple(
                Judgement(
                    domain=name,
                    levels=int(said[_key(name)]),
                    reason=" ".join(said.get(f"{_key(name)}_why", "").split()),
                )
                for name in names
                if said.get(_key(name))
            )

        return Assessment(design=said["design"], down=judged(DOWN), up=judged(UP))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _key(domain: str) -> str:
    return domain.replace(" ", "_")


def initial_of(compared: Compared, kind: str, revision: int) -> dict[str, Any]:
    """The form's first values."""
    data, method = compared.data, compared.method
    better = {True: "lower", False: "higher", None: ""}[data.outcome.lower_is_better]
    return {
        "revision": revision,
        "population": data.population,
        "intervention": data.intervention,
        "comparator": data.comparator,
        "outcome": data.outcome.name,
        "better": better,
        "unit": data.outcome.unit,
        "time": data.outcome.time,
        "measure": data.measure,
        "kind": kind,
        "model": method.model,
        "weights": method.weights,
        "tau2": method.tau2,
        "interval": method.interval,
        "add": f"{method.add:g}",
        "keep_double_zeros": method.keep_double_zeros,
        "baselines": "; ".join(f"{100 * risk:.10g}%" for risk in compared.baselines),
    }


def initial_assessment(assessment: Assessment | None) -> dict[str, Any]:
    """The assessment's first values."""
    if assessment is None:
        return {}
    said: dict[str, Any] = {"design": assessment.design}
    for judgement in (*assessment.down, *assessment.up):
        said[_key(judgement.domain)] = str(judgement.levels)
        said[f"{_key(judgement.domain)}_why"] = judgement.reason
    return said
