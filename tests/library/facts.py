"""What each cited work is taken to say, and which statements of the sample rest on it.

This is the sheet that a reviewer checks against the papers: nothing else may be said.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a work says, and the ids of the statements that say it."""

    work: str
    says: str
    statements: tuple[str, ...]


FACTS = (
    Fact(
        "mandal2019",
        "Ketamine is a non-competitive, voltage-dependent blocker of the NMDA receptor's channel.",
        ("km-nmda",),
    ),
    Fact(
        "mandal2019",
        "Antidepressant at low doses, psychotomimetic as it rises, anaesthetic at high doses.",
        ("kd-dose", "km-dose", "ka-psychotomimetic"),
    ),
    Fact(
        "mandal2019",
        "One dose acts fast on depressive symptoms; the effect can last a week, which suggests a "
        "role for neuroplasticity.",
        ("kd-one-dose", "km-plasticity"),
    ),
    Fact(
        "corriger2019",
        "Rapid, robust but transient effect in major and in bipolar depression, up to one to two "
        "weeks after an infusion.",
        ("kd-effect", "kd-duration", "ke-transient"),
    ),
    Fact(
        "rcpsych2017",
        "Commonest physical adverse effects: dizziness, blurred vision, headache, nausea or "
        "vomiting, dry mouth, poor coordination, poor concentration, restlessness.",
        (
            "ka-common", "ka-dizziness", "ka-vision", "ka-headache", "ka-nausea", "ka-mouth",
            "ka-coordination", "ka-concentration", "ka-restlessness",
        ),
    ),
    Fact(
        "rcpsych2017",
        "Mostly confined to the time of giving it, usually gone within 60 minutes.",
        ("kd-adverse", "ka-time", "ka-minutes"),
    ),
    Fact(
        "rcpsych2017",
        "Limited evidence for it as a treatment of treatment-resistant depression.",
        ("kd-limited",),
    ),
    Fact(
        "rcpsych2017",
        "Short-term efficacy after a single treatment, not lasting for most.",
        ("kd-short-term", "ks-single"),
    ),
    Fact(
        "rcpsych2017",
        "Mood can fall quickly after the first improvement, which may raise suicide risk.",
        ("kd-suicide", "ka-mood"),
    ),
    Fact(
        "menon2023",
        "Systematic review and meta-analysis of ketamine and ECT in major depressive episodes (its "
        "title); a trend in favour of ECT in depression ratings after treatment that did not reach "
        "significance.",
        ("kd-ect", "ke-review", "ke-trend", "ke-significance", "ke-pooled"),
    ),
    Fact(
        "colditz1994",
        "In the trials the risk ratio of tuberculosis was 0.49 (0.34 to 0.70), which the data of "
        "the trials give (tests/verification/metafor, dat.bcg).",
        ("bcg-risk", "bcg-differ", "bcg-tb"),
    ),
    Fact(
        "loo2023",
        "Repeated subcutaneous racemic ketamine, adequately dosed, was efficacious and safe for "
        "treatment-resistant depression over four weeks; randomised, double-blind, "
        "active-controlled (its title).",
        ("kd-kads", "ks-result", "ks-trial"),
    ),
    Fact(
        "njenga2024",
        "Hypothesis: at sub-anaesthetic doses an antidepressant effect through modulation of "
        "glutamate.",
        ("kd-mode", "km-glutamate"),
    ),
    Fact(
        "njenga2024",
        "It may foster the neuroplasticity behind new memories, fear extinction and the "
        "restructuring of traumatic memories.",
        ("km-fosters", "km-memories", "km-fear", "km-trauma"),
    ),
    Fact(
        "njenga2024",
        "Its psychoactive properties may help psychotherapy.",
        ("km-psychotherapy",),
    ),
)  # fmt: skip
