"""Accounts from before there was sign-up, and how a place on the network is told apart."""

from __future__ import annotations

from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.test import Client, RequestFactory, override_settings

from statim.accounts.adapters import People
from tests.accounts.people import sign_in
from tests.world import World


@pytest.mark.django_db
def test_accounts_that_the_operator_opened_earlier_sign_in_as_before(world: World) -> None:
    EmailAddress.objects.all().delete()
    import_module("statim.accounts.migrations.0002_people").vouch_for_addresses(apps, None)
    user = world.reader
    assert sign_in(Client(), user.email, world.password[user.email])["Location"] == "/"
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == 2


def place(address: str, forwarded: str = "") -> str:
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    if forwarded:
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded
    return People().get_client_ip(request)


def test_a_place_on_the_network_is_counted_without_being_named() -> None:
    assert place("192.0.2.7") == place("192.0.2.7")
    assert place("192.0.2.7") != place("192.0.2.8")
    assert "192" not in place("192.0.2.7")
    assert place("192.0.2.7", forwarded="198.51.100.1") == place("192.0.2.7")


def test_behind_a_proxy_its_own_word_counts_and_not_the_visitors() -> None:
    with override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        seen = place("127.0.0.1", forwarded="198.51.100.1")
        assert seen == place("127.0.0.1", forwarded="203.0.113.9, 198.51.100.1")
        assert seen != place("127.0.0.1", forwarded="198.51.100.1, 203.0.113.9")
