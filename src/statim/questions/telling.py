"""Sending a reply to the address that was offered for it, and forgetting that address."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage

from statim.accounts.queries import language_of
from statim.design.speech import say, using
from statim.editions.following import standing_now
from statim.publisher.queries import house
from statim.questions.models import OPEN, Question

log = logging.getLogger(__name__)


def tell(number: int) -> bool:
    """Send the reply of a closed question, once; then its address goes. False where there is
    nothing to send, or it could not be sent now: then the address stays for another try."""
    question = (
        Question.objects.filter(pk=number).exclude(address="").exclude(state__in=OPEN).first()
    )
    if question is None:
        return False
    with using(language_of(question.address)):
        message = _letter(question)
    try:
        message.send()
    except (OSError, SMTPException) as error:
        log.warning("a reply could not be sent: %s", type(error).__name__)
        return False
    Question.objects.filter(pk=number).update(address="")
    return True


def _letter(question: Question) -> EmailMessage:
    site = house().site_name
    asked, replies = say("You asked:"), say("%(site)s replies:", site=site)
    said = f"{asked}\n\n{question.words}\n\n{replies}\n\n{question.reply}\n"
    return EmailMessage(
        subject=say("Your question to %(site)s", site=site),
        body=said + _page_line(question),
        to=[question.address],
    )


def _page_line(question: Question) -> str:
    """The address of the edition that answers it, as a line of its own; "" without one."""
    page = standing_now([question.answer_topic]).get(question.answer_topic)
    if page is None:
        return ""
    address = f"{house().url}/topics/{page.slug}/editions/{question.answer_edition}/"
    return f"\n{page.title}: {address}\n"


def tell_those_waiting() -> int:
    """Try again to send every reply that was not sent; how many went."""
    waiting = Question.objects.exclude(address="").exclude(state__in=OPEN)
    return sum(tell(number) for number in waiting.values_list("pk", flat=True))
