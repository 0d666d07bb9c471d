"""Every kind of page that a visitor can meet, with the address of one of it."""

from __future__ import annotations

LONG = "/topics/ketamine-at-length/"
KETAMINE = "/topics/ketamine-in-depression/"
DOUBTED = "/topics/resting-on-a-retracted-work/"
CORRECTED = "/topics/adverse-effects/"

KINDS = {
    "home": "/",
    "topic": LONG,
    "retracted reference": DOUBTED,
    "topic in editions": KETAMINE,
    "as of a day": f"{KETAMINE}?as_of=2025-03-01",
    "edition": f"{KETAMINE}editions/1/",
    "history": f"{KETAMINE}editions/",
    "what changed": f"{KETAMINE}editions/2/changes/",
    "all new": f"{KETAMINE}editions/1/changes/",
    "browse": "/browse/",
    "shelf": "/browse/psychiatry/mood-disorders/",
    "found": "/search/?q=ketamine",
    "nothing found": "/search/?q=zzz",
    "several meanings": "/search/?q=KMS",
    "ask": "/ask/?q=lithium",
    "asked by a record": "/infobutton?mainSearchCriteria.v.dn=ketamine+in+depression",
    "booklet": "/booklet/?topic=ketamine-in-depression&topic=adverse-effects&add=mode",
    "check a copy": "/check/",
    "no code": "/check/ABC",
    "changes": "/changes/",
    "about": "/about/",
    "editorial": "/about/editorial/",
    "advertising": "/about/advertising/",
    "privacy": "/about/privacy/",
    "accessibility": "/about/accessibility/",
    "manual": "/about/manual/",
    "manual page": "/about/manual/settings/",
    "kept on the device": "/offline/",
    "corrections": "/about/corrections/",
    "corrected": CORRECTED,
    "corrected since": f"{CORRECTED}editions/1/",
    "corrected, history": f"{CORRECTED}editions/",
    "never was": "/topics/ketamine-for-low-mood/",
    "withdrawn": "/topics/ketamine-and-ect/",
    "sign in": "/account/sign-in/",
    "design": "/design/",
}
