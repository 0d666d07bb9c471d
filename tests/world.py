"""One small clinical world, built only through actions: topics, editions, people.

    ketamine-in-depression   two editions; the second rewords, adds, removes, moves, cites anew
    mode-of-action           one edition, review overdue, leads to ketamine-in-depression
    adverse-effects          moved there from ketamine-side-effects
    ketamine-and-ect         withdrawn
    repeated-ketamine        withdrawn, then brought back
    reading-this-site        another specialty, no reference

Every sentence on medicine is supported by the reference that it cites.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.db.models import Model

from statim.accounts.actions import add_person
from statim.accounts.models import User
from statim.audit.actor import OPERATOR, Actor
from statim.editions.actions import append, withdraw
from statim.editions.document import Document, Section
from tests.documents import page, says

EDITOR = Actor(name="Edith Editor", email="edith@example.org", role="editor")

WORKS: dict[str, dict[str, Any]] = {
    "mandal2019": {
        "type": "article-journal",
        "title": "Efficacy of ketamine therapy in the treatment of depression",
        "author": [{"family": "Mandal", "given": "S"}, {"family": "Sinha", "given": "VK"},
                   {"family": "Goyal", "given": "N"}],
        "container-title": "Indian J Psychiatry",
        "issued": {"date-parts": [[2019]]}, "volume": "61", "issue": "5", "page": "480-485",
    },
    "corriger2019": {
        "type": "article-journal",
        "title": "Ketamine and depression: a narrative review",
        "author": [{"family": "Corriger", "given": "A"}, {"family": "Pickering", "given": "G"}],
        "container-title": "Drug Des Devel Ther",
        "issued": {"date-parts": [[2019]]}, "volume": "13", "page": "3051-3067",
    },
    "rcpsych2017": {
        "type": "report",
        "title": "Statement on ketamine to treat depression",
        "author": [{"literal": "Royal College of Psychiatrists"}],
        "issued": {"date-parts": [[2017, 2]]},
    },
    "menon2023": {
        "type": "article-journal",
        "title": "Ketamine vs electroconvulsive therapy for major depressive episode",
        "author": [{"family": "Menon", "given": "V"}], "container-title": "JAMA Psychiatry",
        "issued": {"date-parts": [[2023, 4, 12]]}, "DOI": "10.1001/jamapsychiatry.2023.0562",
    },
    "loo2023": {
        "type": "article-journal",
        "title": "Efficacy and safety of a 4-week course of repeated subcutaneous ketamine",
        "author": [{"family": "Loo", "given": "C"}], "container-title": "Br J Psychiatry",
        "issued": {"date-parts": [[2023]]}, "DOI": "10.1192/bjp.2023.79",
    },
}  # fmt: skip


@dataclass(frozen=True)
class World:
    """What was drawn: the people, and a password that signs each of them in."""

    reader: User
    editor: User
    password: dict[str, str]


def works(*keys: str) -> list[dict[str, Any]]:
    """CSL items of the world's library, in this order."""
    return [{"id": key, **WORKS[key]} for key in keys]


def bibliography(document: Document) -> list[str]:
    """The references as short HTML."""
    return [f"{item['title']}." for item in document.references]


def publish(document: Document, day: str, *, by: Actor = EDITOR) -> None:
    """Append the document to the record as of that day, 09:00 UTC."""
    at = datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=UTC)
    append(document, bibliography=bibliography(document), by=by, at=at)


def draw() -> World:
    """Build the world in an empty database."""
    people = {
        role: add_person(email=f"{role}@example.org", role=role, name=name, by=OPERATOR)
        for role, name in (("reader", "Rea Reader"), ("editor", "Edith Editor"))
    }
    publish(ketamine(), "2025-01-10")
    publish(mode_of_action(), "2025-01-10")
    publish(adverse_effects(slug="ketamine-side-effects"), "2025-02-01")
    publish(ketamine_and_ect(), "2025-02-01")
    publish(repeated_ketamine(), "2025-03-01")
    publish(reading_this_site(), "2025-03-01")
    publish(ketamine_again(), "2025-06-15")
    publish(adverse_effects(slug="adverse-effects"), "2025-06-20")
    gone = datetime(2025, 7, 1, 12, tzinfo=UTC)
    withdraw("ketamine-and-ect", reason="Under revision.", by=EDITOR, at=gone)
    withdraw("repeated-ketamine", reason="A dose has to be checked.", by=EDITOR, at=gone)
    publish(repeated_ketamine(), "2025-07-03")
    return World(
        reader=people["reader"][0],
        editor=people["editor"][0],
        password={user.email: password for user, password in people.values()},
    )


_kept: list[tuple[type[Model], list[dict[str, Any]]]] = []
_world: list[World] = []
_TABLES = ("accounts.User", "account.EmailAddress", "audit.Entry",
           "editions.Edition", "editions.Page", "editions.Standing", "editions.FormerAddress",
           "editions.Withdrawal",
           "editions.CitedWork", "editions.TopicLink", "editions.Correction")  # fmt: skip
_HEADS = ("audit.Head", "editions.RecordHead")


def drawn() -> World:
    """The world: drawn once for each process, later copied row by row (many times as fast)."""
    if not _world:
        _world.append(draw())
        for name in (*_TABLES, *_HEADS):
            model = apps.get_model(name)
            _kept.append((model, list(model._default_manager.values())))
        return deepcopy(_world[0])
    for model, rows in _kept:
        if model._meta.label in _HEADS:
            model._default_manager.update(**rows[0])
        else:
            model._default_manager.bulk_create([model(**row) for row in rows])
    return deepcopy(_world[0])


MOOD = ("Psychiatry", "Mood disorders")


def ketamine() -> Document:
    """Ketamine in depression as first published."""
    fast = says(
        "k-fast", "One dose acts fast on depressive symptoms",
        says("k-week", "The effect can last a week", cites=["mandal2019"]),
        cites=["mandal2019"],
    )  # fmt: skip
    short = says("k-short", "The benefit lasts up to two weeks after an infusion",
                 cites=[("corriger2019", "p. 3060")])  # fmt: skip
    college = says("k-limited", "The evidence in treatment-resistant depression is limited",
                   cites=["rcpsych2017"])  # fmt: skip
    return page(
        Section(heading="", statements=(fast, short)),
        Section(heading="Opinion", statements=(college,)),
        topic="t-ketamine", slug="ketamine-in-depression", title="Ketamine in depression",
        synonyms=["ketamine for low mood"], specialty=MOOD,
        references=works("mandal2019", "corriger2019", "rcpsych2017"),
        related=[("t-ect", "ketamine-and-ect", "Ketamine and ECT")],
        edited="2025-01-09", reviewed="2025-01-05", review_due="2099-01-05",
    )  # fmt: skip


def ketamine_again() -> Document:
    """Its second edition: reworded, added to, cut, moved, cited anew."""
    short = says("k-short", "The benefit lasts one to two weeks after an infusion",
                 cites=["corriger2019"])  # fmt: skip
    college = says("k-limited", "The evidence in treatment-resistant depression is limited",
                   cites=["rcpsych2017"])  # fmt: skip
    fast = says("k-fast", "One dose acts fast on depressive symptoms", cites=["mandal2019"])
    mood = says("k-fall", "Mood can fall quickly after the first improvement",
                cites=["rcpsych2017"])  # fmt: skip
    return replace(
        ketamine(),
        sections=(
            Section(heading="", statements=(short, fast)),
            Section(heading="Opinion and cautions", statements=(college, mood)),
        ),
        references=tuple(works("corriger2019", "mandal2019", "rcpsych2017")),
        edited="2025-06-14",
    )


def mode_of_action() -> Document:
    """A small page whose review is overdue, and which leads to the first."""
    blocks = says("m-block", "Ketamine blocks the NMDA-receptor channel", cites=["mandal2019"])
    link = '<a href="/topics/ketamine-in-depression/">ketamine in depression</a>'
    see = says("m-see", "See ketamine in depression", html=f"See {link}")
    return page(
        Section(heading="", statements=(blocks, see)),
        topic="t-mode", slug="mode-of-action", title="Ketamine: mode of action", specialty=MOOD,
        references=works("mandal2019"), reviewed="2023-01-05", review_due="2024-01-05",
    )  # fmt: skip


def adverse_effects(*, slug: str) -> Document:
    """A page that changed its address."""
    usual = says("a-usual", "Dizziness, blurred vision and headache are among the commonest",
                 cites=["rcpsych2017"])  # fmt: skip
    brief = says("a-brief", "Most are gone within 60 minutes", cites=["rcpsych2017"])
    return page(
        Section(heading="", statements=(usual, brief)),
        topic="t-adverse", slug=slug, title="Ketamine: adverse effects", specialty=MOOD,
        references=works("rcpsych2017"),
    )  # fmt: skip


def ketamine_and_ect() -> Document:
    """A page that is withdrawn."""
    trend = says("e-trend", "A trend in favour of ECT did not reach significance",
                 cites=["menon2023"])  # fmt: skip
    return page(
        Section(heading="", statements=(trend,)),
        topic="t-ect", slug="ketamine-and-ect", title="Ketamine and ECT", specialty=MOOD,
        references=works("menon2023"),
    )  # fmt: skip


def repeated_ketamine() -> Document:
    """A page that is withdrawn and comes back with the same words."""
    kads = says("r-kads", "Four weeks of adequately dosed injections were efficacious and safe",
                cites=["loo2023"], certainty="moderate")  # fmt: skip
    return page(
        Section(heading="", statements=(kads,)),
        topic="t-repeated", slug="repeated-ketamine", title="Repeated subcutaneous ketamine",
        specialty=MOOD, references=works("loo2023"),
    )  # fmt: skip


def reading_this_site() -> Document:
    """A page about the site itself, without a reference."""
    dates = says("s-dates", "Each page says when it was last reviewed", kind="paragraph")
    return page(
        Section(heading="", statements=(dates,)),
        topic="t-site", slug="reading-this-site", title="Reading this site",
        specialty=("About this site",),
    )  # fmt: skip
