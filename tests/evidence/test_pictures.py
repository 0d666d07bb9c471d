"""Pictures are whole, named, free of script and style, and say the same as their tables."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

import statim
from statim.evidence.absolute import absolute_effects
from statim.evidence.analysis import analyse
from statim.evidence.comparison import Comparison
from statim.evidence.exploring.small_studies import egger, trim_and_fill
from statim.evidence.exploring.stepwise import cumulative
from statim.evidence.exploring.subgroups import compare as compare_subgroups
from statim.evidence.method import Method
from statim.evidence.pictures import tables
from statim.evidence.pictures.axis import Axis, axis_for
from statim.evidence.pictures.figures import digits, p_value
from statim.evidence.pictures.forest import forest
from statim.evidence.pictures.funnel import funnel
from statim.evidence.pictures.people import counts as whole_people
from statim.evidence.pictures.people import people
from statim.evidence.pictures.rows import Labels, difference, of_analysis, of_steps, of_subgroups
from tests.evidence.drawn import bcg, compare, counts, means, r, said, share

SVG = "{http://www.w3.org/2000/svg}"
LABELS = Labels(
    title="BCG & <tuberculosis>", treated="BCG", control="No vaccine",
    favours_left="Favours BCG", favours_right="Favours no vaccine",
)  # fmt: skip
ALLOWED = {"svg", "title", "desc", "text", "path", "rect", "circle"}


def every_picture() -> dict[str, str]:
    """One of each, wide and narrow."""
    whole = bcg()
    found, subgroups = analyse(whole), compare_subgroups(whole)
    made = {}
    for narrow in (False, True):
        n = "n" if narrow else "w"
        made[f"forest-{n}"] = forest(found, of_analysis(found), LABELS, key=f"a{n}", narrow=narrow)
        rows = of_subgroups(found, subgroups)
        noted = replace(LABELS, notes=(difference(subgroups),))
        made[f"subgroups-{n}"] = forest(found, rows, noted, key=f"b{n}", narrow=narrow)
        rows = of_steps(found, cumulative(whole), "+")
        made[f"cumulative-{n}"] = forest(found, rows, LABELS, key=f"c{n}", narrow=narrow)
        made[f"funnel-{n}"] = funnel(
            found, title="Funnel", key=f"d{n}", narrow=narrow,
            filled=trim_and_fill(whole), asymmetry=egger(whole),
        )  # fmt: skip
        (absolute,) = absolute_effects(found, (0.25,))
        made[f"people-{n}"] = people(
            absolute, event="tuberculosis", title="People", key=f"e{n}", narrow=narrow
        )
    return made


PICTURES = every_picture()


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in etree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_well_formed_named_and_described(name: str) -> None:
    root = etree.fromstring(PICTURES[name])
    title, desc = (root.find(f"{SVG}{tag}") for tag in ("title", "desc"))
    assert title is not None
    assert desc is not None
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text
    assert len(desc.text or "") > 60


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_holds_nothing_that_the_content_policy_refuses(name: str) -> None:
    root = etree.fromstring(PICTURES[name])
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in ALLOWED
        assert not {a for a in element.attrib if a == "style" or a.startswith(("on", "href"))}
    assert "url(" not in PICTURES[name]


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_lies_outside_the_picture_and_no_text_is_small(name: str) -> None:
    root = etree.fromstring(PICTURES[name])
    width, height = (float(root.get(side) or 0) for side in ("width", "height"))
    assert root.get("viewBox") == f"0 0 {width:g} {height:g}"
    assert width <= (358 if name.endswith("-n") else 800)  # a phone of 390 less its margins
    for element in root.iter(f"{SVG}text"):
        size = float(element.get("font-size") or 0)
        assert size >= 12
        if element.get("x") is None:
            continue
        x, long = float(element.get("x") or 0), len(element.text or "") * size * 0.45
        start = {"start": x, "middle": x - long / 2, "end": x - long}[
            element.get("text-anchor", "")
        ]
        assert start >= -1, element.text
        assert start + long <= width + 1, element.text
        assert 0 < float(element.get("y") or 0) <= height


@pytest.mark.parametrize("name", PICTURES)
def test_every_class_of_a_picture_has_its_rule(name: str) -> None:
    sheet = Path(statim.__file__).parent / "design" / "static" / "design" / "evidence.css"
    ruled = set(re.findall(r"\.(ev[a-z-]*)", sheet.read_text()))
    used = {c for found in re.findall(r'class="([^"]+)"', PICTURES[name]) for c in found.split()}
    assert used - ruled <= {"ev-ink", "ev-ink-line", "ev-strong"}  # these are the text's own colour


@pytest.mark.parametrize("name", ["forest-w", "subgroups-w", "cumulative-w"])
def test_the_table_says_what_the_picture_says(name: str) -> None:
    whole = bcg()
    found = analyse(whole)
    rows = {
        "forest-w": of_analysis(found),
        "subgroups-w": of_subgroups(found, compare_subgroups(whole)),
        "cumulative-w": of_steps(found, cumulative(whole), "+"),
    }[name]
    shown = set(texts(PICTURES[name]))
    for row in tables.of_forest(found, rows, LABELS).rows:
        assert {cell for cell in row if cell} <= shown


def test_a_table_is_escaped_and_each_row_is_named() -> None:
    found = analyse(bcg())
    table = etree.fromstring(tables.as_html(tables.of_forest(found, of_analysis(found), LABELS)))
    assert table.findtext("caption") == "BCG & <tuberculosis>"
    assert len(table.findall("tbody/tr/th")) == 15
    assert {th.get("scope") for th in table.iter("th")} == {"row", "col"}


def test_a_square_is_as_large_as_its_weight() -> None:
    root = etree.fromstring(PICTURES["forest-w"])
    areas = [float(rect.get("width") or 0) ** 2 for rect in root.iter(f"{SVG}rect")]
    weights = [study.weight or 0 for study in analyse(bcg()).studies]
    assert areas == pytest.approx([169 * weight / max(weights) for weight in weights], rel=0.05)


def test_an_interval_beyond_the_axis_ends_in_an_arrow() -> None:
    wide = compare("OR", [said(0.5, 0.45, 0.55), said(0.6, 0.5, 0.72), said(1.0, 0.0001, 10_000)])
    found = analyse(wide)
    drawn = forest(found, of_analysis(found), LABELS, key="far")
    assert drawn.count('class="ev-ink" d="M') == 2
    assert "0.00 to 10000.00" in drawn


EVERY_MEASURE = [
    compare("RR", [counts(1, 9, 2, 9), counts(0, 9, 0, 9), counts(0, 30, 4, 31)]),
    compare("OR", [counts(1, 9, 2, 9), counts(3, 30, 4, 31)]),
    compare("RD", [counts(0, 9, 0, 9), counts(3, 30, 4, 31)]),
    compare("MD", [means(120.5, 14, 40, 131.25, 15, 42), said(-300, -500, -100)]),
    compare("SMD", [means(1, 2, 9, 1, 2, 9), said(-0.1, -0.9, 0.7)]),
    compare("HR", [said(0.8, 0.6, 1.07)]),
    compare("PLO", [share(0, 20), share(7, 9)]),
    compare("PFT", [share(0, 20), share(9, 9), share(3, 40)]),
    compare("ZCOR", [r(-0.9, 20), r(0.2, 50)]),
]


@pytest.mark.parametrize("whole", EVERY_MEASURE, ids=lambda whole: whole.measure)
def test_every_measure_can_be_drawn(whole: Comparison) -> None:
    found = analyse(whole, Method(interval="HKSJ with guard"))
    for narrow in (False, True):
        svg = forest(found, of_analysis(found), Labels(title="T"), key="any", narrow=narrow)
        svg += funnel(found, title="T", key="fun", narrow=narrow)
        assert "nan" not in svg
        assert "inf" not in svg.replace("information", "")


def test_why_a_study_has_no_estimate_stands_under_the_plot() -> None:
    found = analyse(EVERY_MEASURE[0])
    said_below = " ".join(texts(forest(found, of_analysis(found), LABELS, key="zero")))
    assert "B: no event in either group" in said_below
    assert "not estimable" in said_below
    assert "C: 0.5 was added to each cell" in said_below


def test_the_marks_of_the_people_are_as_many_as_the_people() -> None:
    found = analyse(bcg())
    (absolute,) = absolute_effects(found, (0.25,))
    assert sum(whole_people(absolute)) == 1000
    root = etree.fromstring(PICTURES["people-w"])
    marks = [path.get("d", "").count("M") for path in root.iter(f"{SVG}path")]
    assert sum(marks[:3]) == 1000


def test_a_key_that_is_no_id_is_refused() -> None:
    found = analyse(bcg())
    with pytest.raises(ValueError, match="cannot be an id"):
        forest(found, of_analysis(found), LABELS, key='x" onload="')


def test_numbers_are_written_with_a_true_minus_and_never_as_minus_zero() -> None:
    assert digits(-0.004) == "0.00"
    assert digits(-1.5, 1) == "\u22121.5"
    assert p_value(0.0004).replace("\u00a0", " ") == "p < 0.001"
    assert p_value(0.0444).replace("\u00a0", " ") == "p = 0.044"


def test_an_axis_names_round_values_within_itself() -> None:
    assert Axis(0.08, 7, 0, 100, log=True).ticks() == (0.1, 0.2, 0.5, 1, 2, 5)
    assert Axis(0.85, 1.3, 0, 100, log=True).ticks() == (0.9, 1.0, 1.1, 1.25)
    assert Axis(-1.6, 0.7, 0, 100, log=False).ticks() == (-1.5, -1.0, -0.5, 0.0, 0.5)
    axis = axis_for([0.5, 1.0], [0.4, 0.5, 0.9, 1.2, 1e-9], log=True, left=0, right=100)
    assert 0 <= axis.x(0.4) < axis.x(1.2) <= 100
    assert axis.x(1e-9) < 0
