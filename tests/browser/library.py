"""What the browser tests read: the world, and one long page as a busy topic would have it."""

from __future__ import annotations

from statim.audit.actor import OPERATOR
from statim.editions.document import Document, Section
from statim.editorial.sentinel import take_notices
from statim.references.notices import Notice
from statim.search.actions import add_meaning, add_synonym
from tests.corrected import correct
from tests.documents import article, page, says
from tests.world import EDITOR, MOOD, draw, publish, works

LONG_LOCATOR = "section 4.2, paragraphs 3 to 7, and the note under table 2"


def publish_all() -> None:
    """Fill an empty record."""
    draw()
    publish(long_page(), "2025-08-01")
    publish(doubted_page(), "2025-08-02")
    take_notices(NOTICES, source="Retraction Watch", by=OPERATOR)
    correct("typo", days=40, text="Most are gone within 60 minutes of the infusion", note="")
    correct("safety error", days=10)
    keep_words()


def keep_words() -> None:
    """A synonym, and an abbreviation of which one meaning has a page."""
    add_synonym(words="low spirits", topic="t-ketamine", by=EDITOR)
    for words in ("Ketamine: mode of action", "mitral stenosis"):
        add_meaning(short="KMS", words=words, by=EDITOR)


def long_page() -> Document:
    """Three levels, four sections, marks of many citations, long locators and long words."""
    deep = says(
        "long-3",
        "mood can fall quickly after the first improvement",
        cites=[("rcpsych2017", "p. 2")],
    )
    middle = says("long-2", "for most it does not last", deep, cites=["rcpsych2017"])
    lead = says(
        "long-1",
        "The College found limited evidence in treatment-resistant depression",
        middle,
        cites=["rcpsych2017"],
    )
    opening = says(
        "long-0",
        "Ketamine blocks the NMDA-receptor channel.",
        html='Ketamine blocks the NMDA-receptor channel<cite data-cites="0"></cite>.',
        cites=["mandal2019"],
        kind="paragraph",
    )
    many = says(
        "long-4",
        "several works speak of it",
        html='several works speak of it <cite data-cites="0 1 2 3"></cite>',
        cites=["mandal2019", "rcpsych2017", "menon2023", ("loo2023", LONG_LOCATOR)],
        certainty="very low",
    )
    figures = says("long-5", "a figure such as 0.5 mg/kg keeps its unit")
    within = says("long-7", "a section may hold another")
    wide = says(
        "long-6",
        "pneumonoultramicroscopicsilicovolcanoconiosis-and-other-words-that-do-not-break-of-themselves",
        cites=["uncommon"],
    )
    return page(
        Section(heading="", statements=(opening, lead)),
        Section(heading="Evidence", statements=(many, figures)),
        Section(heading="Within the evidence", level=3, statements=(within,)),
        Section(heading="Words", statements=(wide,)),
        topic="t-long", slug="ketamine-at-length", title="Ketamine at length",
        synonyms=["a long page"],
        specialty=MOOD,
        references=[
            *works("mandal2019", "rcpsych2017", "menon2023", "loo2023"),
            article("uncommon", "https://example.org/an/address/that/does/not/end/for/very/long"),
        ],
        edited="2025-07-30", reviewed="2023-01-05", review_due="2024-01-05", kind="correction",
        note="The dose in the second section.",
    )  # fmt: skip


NOTICES = [
    Notice(kind="retraction", doi="10.1000/gone", day="2024-05-03", notice_doi="10.1000/notice",
           reasons=("Unreliable Results", "Concerns/Issues About Data")),
    Notice(kind="expression-of-concern", doi="10.1000/doubted"),
    Notice(kind="correction", doi="10.1000/mended", day="2023-01-09"),
]  # fmt: skip


def doubted_page() -> Document:
    """A page that rests on a retracted work, one in doubt, and a corrected one."""
    deep = says("d-deep", "and so does this, nested", cites=["gone"])
    gone = says("d-gone", "This statement rests on a work that was retracted", deep,
                cites=[("gone", "p. 2")])  # fmt: skip
    many = says("d-many", "This one rests on several",
                html='This one rests on several <cite data-cites="0 1 2 3"></cite>',
                cites=["gone", "doubted", "mended", "sound"])  # fmt: skip
    sound = says("d-sound", "This one rests on none of them", cites=["sound"])
    return page(
        Section(heading="", statements=(gone, many, sound)),
        topic="t-doubted", slug="resting-on-a-retracted-work",
        title="Resting on a retracted work",
        references=[
            article(key, f"A trial that is {key}", DOI=f"10.1000/{key}")
            for key in ("gone", "doubted", "mended", "sound")
        ],
    )  # fmt: skip
