"""“This did not answer my question”, under an article: a plain form, the same for every reader.

It is part of the assembled page, so it holds no token and nothing of whoever reads. Pure.
"""

from __future__ import annotations

from html import escape

from statim.design.speech import say

LONGEST = 1000


def question_form(slug: str) -> str:
    """The form for the topic at this address, closed until somebody opens it."""
    hint = say(
        "The authors see your words, and not who you are. Do not name or describe a patient. "
        "Nobody reads this at once."
    )
    return (
        '<details class="ask" data-ask><summary>'
        f"{say('This did not answer my question')}</summary>"
        '<form class="form ask-form" method="post" action="/ask/">'
        '<input type="hidden" name="kind" value="not answered">'
        f'<input type="hidden" name="topic" value="{escape(slug)}">'
        f'<div><label for="ask-words">{say("What did you want to know?")}</label>'
        f'<textarea id="ask-words" name="words" rows="3" maxlength="{LONGEST}" required'
        ' aria-describedby="ask-hint"></textarea>'
        f'<p class="hint" id="ask-hint">{hint}</p></div>'
        '<div class="trap" aria-hidden="true">'
        f'<label for="ask-website">{say("Leave this empty")}</label>'
        '<input id="ask-website" name="website" tabindex="-1" autocomplete="off"></div>'
        f'<div><button class="button quiet" type="submit">{say("Send to the authors")}</button>'
        "</div></form></details>"
    )
