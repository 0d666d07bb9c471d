"""What the small scripts say by themselves, so that catalogues hold it: a page in another language
hands the translations over in an attribute. A test finds what a script says and this lacks."""

from __future__ import annotations

import json

from statim.design.speech import ENGLISH, language, later, say

WORDS = (
    later("Topics"),
    later("did you mean"),
    later("search for"),
    later("for %s"),
    later("1 topic"),
    later("%n topics"),
    later(", and other meanings"),
    later("No topic is named so. Enter searches the text of all pages."),
    later("Choose with the arrow keys."),
    later("Your receipt"),
    later("Thank you. The authors will see it. "),
    later(": keep its address to look up the reply."),
    later("Send it as it is"),
    later("Copied."),
    later("Not allowed here: select the words and copy them."),
    later("Copy citation"),
    later("Copy link"),
    later("Not saved yet; kept in this tab."),
    later("Not saved yet."),
    later("Your unsaved words are back."),
    later("This could not be saved just now; your words are kept in this tab. Try again."),
    later("You are signed out. Your words are kept in this tab; sign in and come back."),
    later("This form is too old; reload the page. Your words are kept."),
    later("Delete this note for good?"),
    later("The browser gave no passkey. Try again, or go another way."),
)


def for_scripts() -> str:
    """The words in the reader's language as JSON, by their English; "" in English."""
    if language() == ENGLISH:
        return ""
    return json.dumps({text: say(text) for text in WORDS}, ensure_ascii=False)
