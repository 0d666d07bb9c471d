"""“This did not answer my question”, under an article: a plain form, the same for every reader.

It is part of the assembled page, so it holds no token and nothing of whoever reads. Pure.
"""

from __future__ import annotations

from html import escape

LONGEST = 1000


def question_form(slug: str) -> str:
    """The form for the topic at this address, closed until somebody opens it."""
    return (
        '<details class="ask" data-ask><summary>This did not answer my question</summary>'
        '<form class="form ask-form" method="post" action="/ask/">'
        '<input type="hidden" name="kind" value="not answered">'
        f'<input type="hidden" name="topic" value="{escape(slug)}">'
        '<div><label for="ask-words">What did you want to know?</label>'
        f'<textarea id="ask-words" name="words" rows="3" maxlength="{LONGEST}" required'
        ' aria-describedby="ask-hint"></textarea>'
        '<p class="hint" id="ask-hint">The authors see your words, and not who you are. Do not '
        "name or describe a patient. Nobody reads this at once.</p></div>"
        '<div class="trap" aria-hidden="true"><label for="ask-website">Leave this empty</label>'
        '<input id="ask-website" name="website" tabindex="-1" autocomplete="off"></div>'
        '<div><button class="button quiet" type="submit">Send to the authors</button></div>'
        "</form></details>"
        f'<p class="ask-report"><a href="/ask/?topic={escape(slug)}&amp;kind=feedback" data-report>'
        "Report an error or an omission on this page</a></p>"
    )
