"""Synthetic identifiers in twelve ways of writing, and clean paragraphs of a reference. Nobody
real: NHS numbers are of the test range (999) or made by the check digit alone."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from stdnum import isbn

GIVEN = ("Jane", "John", "Aisha", "Tomasz", "Niamh", "Wei", "Olu", "Mary-Ann", "Zoë", "Pádraig")
FAMILY = ("Smith", "O'Brien", "Khan", "Kowalska", "Adeyemi", "Li", "Evans", "McAllister", "Núñez")
MONTHS = ("January", "Feb", "March", "April", "May", "Jun", "July", "Aug", "Sept", "October")
LABELS = ("Hospital number", "Hosp no", "MRN", "Hospital No:", "Patient ID", "Unit no.")
JOURNALS = ("JAMA Psychiatry", "BMJ", "Lancet", "Drug Des Devel Ther", "Br J Psychiatry")


def nhs_number(chance: random.Random) -> str:
    """Ten digits with the right check digit, of the test range or an issued one."""
    while True:
        start = chance.choice(("999", "999", "943", "4", "6", "7"))
        digits = start + "".join(chance.choices("0123456789", k=9 - len(start)))
        check = 11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return f"{digits}{check % 11}"


def birthday(chance: random.Random) -> tuple[int, int, int]:
    """Day, month, year."""
    return chance.randint(1, 28), chance.randint(1, 12), chance.randint(1925, 2020)


def name(chance: random.Random) -> str:
    """A person's name."""
    return f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"


def _grouped(number: str, gap: str) -> str:
    return gap.join((number[:3], number[3:6], number[6:]))


Way = Callable[[random.Random], str]


def _numeric(chance: random.Random) -> str:
    day, month, year = birthday(chance)
    sign = chance.choice("/.-")
    shown = chance.choice((str(year), f"{year % 100:02}"))
    return f"{day:02}{sign}{month:02}{sign}{shown}"


def _worded(chance: random.Random) -> str:
    day, _, year = birthday(chance)
    return f"{day}{chance.choice(('', 'th'))} {chance.choice(MONTHS)} {year}"


def _title(chance: random.Random) -> str:
    return chance.choice(("Mr", "Mrs", "Ms", "Miss", "Master", "patient"))


WAYS: dict[str, Way] = {
    "3-3-4 with spaces": lambda r: f"Seen today: {_grouped(nhs_number(r), ' ')}, stable.",
    "labelled, together": lambda r: f"NHS number {nhs_number(r)} to be reviewed",
    "labelled, dashes": lambda r: f"NHS no. {_grouped(nhs_number(r), '-')}",
    "labelled, dots": lambda r: f"NHS: {_grouped(nhs_number(r), '.')}; on lithium",
    "no-break spaces": lambda r: f"pt {_grouped(nhs_number(r), chr(0xA0))} asks again",
    "one by one": lambda r: f"nhs no {' '.join(nhs_number(r))}",
    "together, beside a name": lambda r: f"{_title(r)} {name(r)} ({nhs_number(r)}) rang",
    "label after": lambda r: f"{_grouped(nhs_number(r), ' ')} (NHS no)",
    "hospital number": lambda r: (
        f"{r.choice(LABELS)}"
        f"{r.choice((' ', ': '))}{r.choice(('', 'K', 'RXH', 'A'))}{r.randint(100000, 99999999)}"
    ),
    "labelled birth date": lambda r: (
        f"{r.choice(('DOB', 'D.O.B.', 'd.o.b', 'date of birth', 'born', 'Date of birth:'))} "
        f"{r.choice((_numeric, _worded))(r)}"
    ),
    "title, name, birth date": lambda r: (
        f"{_title(r)} {name(r)}{r.choice((', ', ' ', ' ('))}{r.choice((_numeric, _worded))(r)}"
    ),
    "name and birth date": lambda r: (
        f"{r.choice((name(r), f'{r.choice(FAMILY).upper()}, {r.choice(GIVEN)}'))} {_numeric(r)}"
    ),
}


def identified(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """(way of writing, a note that holds an identifier), every way in turn."""
    chance = random.Random(seed)
    around = ("", "Please ring back. ", "Discussed at handover; ", "Crisis team 0300 123 4567. ")
    ways = list(WAYS.items())
    for n in range(count):
        way, write = ways[n % len(ways)]
        yield way, f"{chance.choice(around)}{write(chance)}"


def _isbn(chance: random.Random) -> str:
    digits = "".join(chance.choices("0123456789", k=9))
    total = sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=True))
    ten = digits + "0123456789X"[-total % 11]
    return str(isbn.format(chance.choice((ten, isbn.to_isbn13(ten)))))


def _phone(chance: random.Random) -> str:
    r = chance.randint
    return chance.choice(
        (
            f"020 7946 {r(0, 999):04}", f"0161 496 {r(0, 999):04}", f"01632 960{r(0, 999):03}",
            f"07700 900{r(0, 999):03}", f"+44 20 7946 {r(0, 999):04}",
            f"0300 {r(100, 999)} {r(1000, 9999)}",
            f"+1 {r(200, 989)}-{r(200, 999)}-{r(1000, 9999)}", f"(020) 7946 {r(0, 999):04}",
        )
    )  # fmt: skip


def _year(chance: random.Random) -> int:
    return chance.randint(1990, 2026)


SENTENCES: tuple[Way, ...] = (
    lambda r: f"ISBN {_isbn(r)}.",
    lambda r: f"A textbook (ISBN-10: {_isbn(r).replace('-', '')}) says so.",
    lambda r: f"doi:10.{r.randint(1000, 9999)}/j.jad.{r.randint(10**9, 10**10 - 1)}",
    lambda r: f"https://doi.org/10.1001/jamapsychiatry.{_year(r)}.{r.randint(0, 9999):04}",
    lambda r: f"PMID: {r.randint(10**6, 4 * 10**7)}; PMC{r.randint(10**6, 10**7)}.",
    lambda r: f"PubMed {r.randint(10**7, 4 * 10**7)}.",
    lambda r: f"Ring {_phone(r)} on weekdays.",
    lambda r: f"Tel. {_phone(r)}, fax {_phone(r)}.",
    lambda r: f"Switchboard: {_phone(r)}, bleep {r.randint(1000, 9999)}.",
    lambda r: f"{r.choice(JOURNALS)} {_year(r)};{r.randint(1, 99)}:{r.randint(1, 999)}-9.",
    lambda r: f"{r.choice(FAMILY)} A. {r.choice(JOURNALS)}, {r.randint(1, 28)} April {_year(r)}.",
    lambda r: f"Accessed {r.randint(1, 28):02}/{r.randint(1, 12):02}/{_year(r)}; reviewed 2 May.",
    lambda r: f"Trial NCT{r.randint(10**7, 10**8 - 1)}, ISRCTN{r.randint(10**7, 10**8 - 1)}.",
    lambda r: f"0.5 mg/kg over 40 minutes; n = {r.randint(10, 99)},{r.randint(100, 999)} patients.",
    lambda r: f"See www.nice.org.uk/guidance/ng{r.randint(10, 250)} and BNF {r.randint(70, 90)}.",
)  # fmt: skip


def clean(count: int, seed: int) -> Iterator[str]:
    """Paragraphs of a reference, each of three to six such sentences."""
    chance = random.Random(seed)
    for _ in range(count):
        yield " ".join(write(chance) for write in chance.choices(SENTENCES, k=chance.randint(3, 6)))
