"""A few topics to look at in a browser, published through the record's own actions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from statim.audit.actor import Actor
from statim.editions.actions import append, withdraw
from statim.editions.document import (
    Change,
    Citation,
    Document,
    Person,
    RelatedTopic,
    Section,
    Statement,
    TopicIdentity,
)

EDITOR = Actor(name="Ada Editor", email="ada@example.org", role="editor")
MOOD = ("Psychiatry", "Mood disorders")

WORKS: dict[str, tuple[dict[str, Any], str]] = {
    "corriger2019": (
        {
            "id": "corriger2019",
            "type": "article-journal",
            "title": "Ketamine and depression: a narrative review",
            "author": [{"family": "Corriger", "given": "A"}, {"family": "Pickering", "given": "G"}],
            "issued": {"date-parts": [[2019, 8, 27]]},
            "PMID": "31695324",
        },
        "Corriger A, Pickering G. Ketamine and depression: a narrative review. "
        "Drug Des Devel Ther. 2019 Aug 27;13:3051-67.",
    ),
    "mandal2019": (
        {
            "id": "mandal2019",
            "type": "article-journal",
            "title": "Efficacy of ketamine therapy in the treatment of depression",
            "author": [{"family": "Mandal", "given": "S"}],
            "issued": {"date-parts": [[2019]]},
        },
        "Mandal S, Sinha VK, Goyal N. Efficacy of ketamine therapy in the treatment of "
        "depression. Indian J Psychiatry. 2019;61(5):480-5.",
    ),
    "rcpsych2017": (
        {
            "id": "rcpsych2017",
            "type": "report",
            "title": "Statement on ketamine to treat depression",
            "author": [{"literal": "Royal College of Psychiatrists"}],
            "issued": {"date-parts": [[2017, 2]]},
        },
        "Royal College of Psychiatrists. Statement on ketamine to treat depression. 2017 Feb.",
    ),
    "menon2023": (
        {
            "id": "menon2023",
            "type": "article-journal",
            "title": "Ketamine vs electroconvulsive therapy for major depressive episode",
            "author": [{"family": "Menon", "given": "V"}],
            "issued": {"date-parts": [[2023, 4, 12]]},
            "DOI": "10.1001/jamapsychiatry.2023.0562",
        },
        "Menon V, Varadharajan N, Faheem A, Andrade C. Ketamine vs electroconvulsive therapy "
        "for major depressive episode: a systematic review and meta-analysis. JAMA Psychiatry. "
        "2023 Apr 12. doi:10.1001/jamapsychiatry.2023.0562",
    ),
    "loo2023": (
        {
            "id": "loo2023",
            "type": "article-journal",
            "title": "Efficacy and safety of a 4-week course of repeated subcutaneous ketamine",
            "author": [{"family": "Loo", "given": "C"}],
            "issued": {"date-parts": [[2023]]},
            "DOI": "10.1192/bjp.2023.79",
        },
        "Loo C, et al. Efficacy and safety of a 4-week course of repeated subcutaneous ketamine "
        "injections for treatment-resistant depression (KADS study): randomised double-blind "
        "active-controlled trial. Br J Psychiatry. 2023:1-9. "
        '<a href="https://doi.org/10.1192/bjp.2023.79">doi:10.1192/bjp.2023.79</a>',
    ),
    "njenga2024": (
        {
            "id": "njenga2024",
            "type": "article-journal",
            "title": "New and emerging treatments for major depressive disorder",
            "author": [{"family": "Njenga", "given": "C"}],
            "issued": {"date-parts": [[2024]]},
            "DOI": "10.1136/bmj-2022-073823",
        },
        "Njenga C, Ramanuj PP, de Magalhães FJC, Pincus HA. New and emerging treatments for "
        "major depressive disorder. BMJ. 2024;386:e073823. doi:10.1136/bmj-2022-073823",
    ),
}


def point(name: str, words: str, *cites: str, children: tuple[Statement, ...] = ()) -> Statement:
    """A bullet whose citations, "key" or "key, p. 12", form one mark at its end."""
    pairs = [cite.partition(", ") for cite in cites]
    places = " ".join(str(n) for n in range(len(cites)))
    mark = f' <cite data-cites="{places}"></cite>' if cites else ""
    return Statement(
        id=name,
        text=words,
        html=words + mark,
        cites=tuple(Citation(reference=key, locator=at or None) for key, _, at in pairs),
        children=children,
    )


def topic(slug: str, title: str, *sections: Section, **more: Any) -> Document:
    """A document whose references are numbered as they are cited."""
    keys: list[str] = []
    for section in sections:
        _collect(section.statements, keys)
    chosen: dict[str, Any] = {
        "edited": "2026-03-02",
        "reviewed": None,
        "review_due": None,
        "synonyms": (),
        "specialty": MOOD,
        "related": (),
        "change": Change(kind="new"),
        "reviewers": (),
    }
    chosen |= more
    return Document(
        topic=TopicIdentity(
            id=f"t-{slug}"[:40],
            slug=slug,
            title=title,
            synonyms=chosen.pop("synonyms"),
            specialty=chosen.pop("specialty"),
        ),
        number=0,
        published="",
        authors=(Person(name="Authoring team", role="demonstration, not clinically reviewed"),),
        sections=sections,
        references=tuple(WORKS[key][0] for key in keys),
        previous=None,
        **chosen,
    )


def _collect(statements: tuple[Statement, ...], keys: list[str]) -> None:
    for statement in statements:
        for cite in statement.cites:
            if cite.reference not in keys:
                keys.append(cite.reference)
        _collect(statement.children, keys)


def ketamine(transient: str, **more: Any) -> Document:
    """The sample's chief topic; `transient` is the statement that its editions reword."""
    adverse = (
        "the commonest physical effects are dizziness, blurred vision, headache, nausea or "
        "vomiting, dry mouth, poor coordination, poor concentration and restlessness"
    )
    return topic(
        "ketamine-in-depression",
        "Ketamine in depression",
        Section(
            heading="",
            statements=(
                Statement(
                    id="ket1",
                    kind="paragraph",
                    text="Ketamine blocks the NMDA-receptor channel, without competing for its "
                    "site and depending on voltage.",
                    html="Ketamine blocks the NMDA-receptor channel, without competing for its "
                    'site and depending on voltage<cite data-cites="0"></cite>.',
                    cites=(Citation(reference="mandal2019"),),
                ),
                point(
                    "ket2",
                    "at low doses it acts against depression; as the dose rises it mimics "
                    "psychosis, and at high doses it is an anaesthetic",
                    "mandal2019",
                ),
                point(
                    "ket3",
                    "in major depression and bipolar depression the effect is rapid and robust",
                    "corriger2019",
                    children=(point("ket4", transient, "corriger2019, p. 3052", "mandal2019"),),
                ),
            ),
        ),
        Section(
            heading="Adverse effects",
            statements=(
                point(
                    "ket5",
                    adverse,
                    "rcpsych2017",
                    children=(
                        point(
                            "ket6",
                            "mostly while it is being given; usually gone within 60 minutes",
                            "rcpsych2017",
                        ),
                    ),
                ),
            ),
        ),
        Section(
            heading="Evidence",
            statements=(
                point(
                    "ket7",
                    "the Royal College of Psychiatrists found limited evidence for it as a "
                    "treatment of treatment-resistant depression",
                    "rcpsych2017",
                    children=(
                        point(
                            "ket8",
                            "it works for a short time after a single treatment; for most it "
                            "does not last",
                            "rcpsych2017",
                            children=(
                                point(
                                    "ket9",
                                    "mood can fall quickly after the first improvement, which "
                                    "may raise the risk of suicide",
                                    "rcpsych2017",
                                ),
                            ),
                        ),
                    ),
                ),
                point(
                    "ket10",
                    "against electroconvulsive therapy, depression ratings after treatment "
                    "showed a trend in favour of ECT that did not reach significance",
                    "menon2023",
                ),
                point(
                    "ket11",
                    "repeated subcutaneous racemic ketamine, adequately dosed, was efficacious "
                    "and safe in treatment-resistant depression over four weeks",
                    "loo2023",
                ),
            ),
        ),
        Section(
            heading="Mode of action",
            statements=(
                point(
                    "ket12",
                    "at sub-anaesthetic doses it is thought to act by modulating glutamate",
                    "njenga2024",
                    children=(
                        point(
                            "ket13",
                            "it may foster the neuroplasticity behind new memories, fear "
                            "extinction and the restructuring of traumatic memories",
                            "njenga2024",
                        ),
                        point(
                            "ket14",
                            "its psychoactive properties may help psychotherapy",
                            "njenga2024",
                        ),
                    ),
                ),
            ),
        ),
        synonyms=("ketamine for treatment-resistant depression", "esketamine and ketamine"),
        related=(RelatedTopic(id="", slug="ketamine-and-ect", title="Ketamine and ECT"),),
        **more,
    )


def publish(document: Document, day: str) -> None:
    """Append to the record as of that day."""
    bibliography = [WORKS[item["id"]][1] for item in document.references]
    append(document, bibliography=bibliography, by=EDITOR, at=datetime.fromisoformat(day))


def publish_all() -> None:
    """Six topics: one in two editions, one overdue, one withdrawn, one in another specialty."""
    publish(ketamine("the effect does not last: days after an infusion"), "2026-01-09T09:00:00Z")
    publish(
        topic(
            "ketamine-and-ect",
            "Ketamine and electroconvulsive therapy",
            Section(
                heading="",
                statements=(
                    point(
                        "ect1",
                        "a systematic review found a trend in favour of ECT that did not reach "
                        "significance",
                        "menon2023",
                    ),
                ),
            ),
            reviewed="2024-05-01",
            review_due="2025-05-01",
            reviewers=(Person(name="R. Viewer", role="psychiatrist", interests="none"),),
        ),
        "2026-01-10T09:00:00Z",
    )
    publish(
        topic(
            "subcutaneous-ketamine",
            "Repeated subcutaneous ketamine",
            Section(
                heading="", statements=(point("sc1", "efficacious over four weeks", "loo2023"),)
            ),
            edited=None,
        ),
        "2026-01-11T09:00:00Z",
    )
    publish(
        topic(
            "reading-a-page",
            "Reading a page",
            Section(heading="", statements=(point("use1", "each bullet is an address"),)),
            specialty=("Using this site",),
        ),
        "2026-01-12T09:00:00Z",
    )
    publish(
        topic(
            "old-topic",
            "An old topic",
            Section(heading="", statements=(point("old1", "no longer online"),)),
        ),
        "2026-01-13T09:00:00Z",
    )
    withdraw(
        "old-topic",
        reason="Replaced by the topic on ketamine.",
        by=EDITOR,
        at=datetime(2026, 2, 1, tzinfo=UTC),
    )
    publish(
        ketamine(
            "the effect does not last: one to two weeks after an infusion",
            change=Change(kind="clarification", note="How long the effect lasts, put precisely."),
        ),
        "2026-03-02T09:00:00Z",
    )
