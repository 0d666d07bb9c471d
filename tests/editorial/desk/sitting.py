"""Somebody sitting at the desk, for tests: a browser without scripts, signed in as a person."""

from __future__ import annotations

from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from statim.accounts.models import User
from statim.audit.actor import Actor
from statim.topics.models import Topic
from statim.topics.queries import topic as topic_with


def at_desk(actor: Actor) -> Client:
    """A client signed in as this person."""
    client = Client()
    user = User.objects.get(pk=actor.account)
    client.force_login(user)
    return client


def page(response: Any) -> str:
    """What an answer says, entities read."""
    return unescape(response.content.decode())


def address(topic: Topic, screen: str = "") -> str:
    """The address of one of a topic's screens."""
    return f"/desk/topics/{topic.pk}/{screen}{'/' if screen else ''}"


def filled(client: Client, topic: Topic, **changes: str) -> dict[str, str]:
    """The topic's form as it came, with these fields changed: what a browser would send."""
    response = client.get(address(topic))
    sheet = response.context["sheet"]
    sent: dict[str, str] = {"revision": str(topic_with(topic.pk).revision)}
    forms = [sheet.form, sheet.authors.management_form, sheet.codes.management_form,
             *sheet.authors, *sheet.codes]  # fmt: skip
    for form in forms:
        for field in form:
            value = field.value()
            if getattr(field.field.widget, "input_type", "") == "checkbox":
                if value:
                    sent[field.html_name] = "on"
            elif field.name != "revision":
                sent[field.html_name] = "" if value is None else str(value)
    return sent | changes


def sent(client: Client, where: str, **data: Any) -> HttpResponse:
    """The answer to a form, followed to where it leads."""
    answer: Any = client.post(where, data, follow=True)
    return answer
