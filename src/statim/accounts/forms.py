"""The shape of what people type about their accounts."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.forms import LoginForm, SignupForm
from allauth.socialaccount.forms import SignupForm as OrganisationSignupForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as lazily

from statim.accounts.actions import Particulars, open_own_account
from statim.accounts.cpd.reading import choose_record
from statim.accounts.models import Profession, User
from statim.accounts.queries import holder_of
from statim.design.speech import NAMES, language, offered, say

LOCKED = "too_many_login_attempts"
CONTROL = {chr(code) for code in (*range(32), 127)}


class SignInForm(LoginForm):
    """Address and password; the address is called `username`, as forms elsewhere send it."""

    def add_prefix(self, field_name: str) -> str:
        """The name of a field in HTML."""
        return "username" if field_name == "login" else field_name

    def is_locked(self) -> bool:
        """Whether it was refused because of too many attempts, not for what it says."""
        return any(error.code == LOCKED for error in self.non_field_errors().as_data())


def _languages() -> list[tuple[str, str]]:
    return [(code, NAMES[code]) for code in offered()]


class AboutYou(forms.Form):
    """What somebody says of themselves."""

    name = forms.CharField(
        max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": lazily("Write your name.")},
    )  # fmt: skip
    profession = forms.ChoiceField(
        choices=[("", lazily("Choose your profession")), *Profession.choices],
        error_messages={"required": lazily("Choose your profession.")},
    )
    registration_number = forms.CharField(
        max_length=40, required=False, label=lazily("Registration number"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
    language = forms.ChoiceField(choices=_languages, required=False)

    def clean_language(self) -> str:
        """What was chosen, else what is spoken now."""
        return str(self.cleaned_data["language"] or language())

    def clean_name(self) -> str:
        """One line."""
        return _one_line(self.cleaned_data["name"])

    def clean_registration_number(self) -> str:
        """One line."""
        return _one_line(self.cleaned_data["registration_number"])

    def particulars(self) -> Particulars:
        """What was said, once the form is valid."""
        said = self.cleaned_data
        return Particulars(
            name=said["name"],
            profession=said["profession"],
            registration_number=said["registration_number"],
            language=said["language"],
        )


def _one_line(text: str) -> str:
    if CONTROL & set(text):
        raise forms.ValidationError(say("Write this on one line, without control characters."))
    return " ".join(text.split())


class Declared(AboutYou):
    """The same, with the declaration that the site is meant for the person."""

    keeps_reading = forms.ChoiceField(
        choices=[("yes", lazily("Yes, record it for me")), ("no", lazily("No"))],
        required=False,
        widget=forms.RadioSelect,
    )
    declaration = forms.BooleanField(
        error_messages={
            "required": lazily("Confirm that this site is meant for you, or do not sign up.")
        }
    )

    def choose_record(self, user: User) -> None:
        """Whether reading is recorded, where the question was answered; off until it is."""
        if answer := self.cleaned_data["keeps_reading"]:
            choose_record(user.pk, answer == "yes", by=holder_of(user.pk))


class SignUpForm(SignupForm, Declared):
    """Opening an account. The answer is the same whether or not there is one already."""

    field_order = ("email", "password1", "name", "profession", "registration_number",
                   "keeps_reading", "declaration")  # fmt: skip

    def save(self, request: HttpRequest) -> User:
        """The new account, whole or not at all."""
        with transaction.atomic():
            user = cast("User", super().save(request))
            open_own_account(user, self.particulars(), by=holder_of(user.pk))
            self.choose_record(user)
        return user

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """(account, None); where the address has an account: (None, the answer as if it had not).
        Takes as long either way."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        try:
            done: tuple[User | None, HttpResponse | None] = super().try_save(request)
        except IntegrityError:  # somebody else was quicker with the same address
            self.account_already_exists = True
            done = super().try_save(request)
        return done


class OrganisationSignUpForm(OrganisationSignupForm, Declared):
    """The same, for somebody who comes from their organisation's sign-in."""

    field_order = ("email", "name", "profession", "registration_number",
                   "keeps_reading", "declaration")  # fmt: skip

    def save(self, request: HttpRequest) -> Any:
        """The new account, whole or not at all."""
        with transaction.atomic():
            user = cast("User", super().save(request))
            open_own_account(user, self.particulars(), by=holder_of(user.pk))
            self.choose_record(user)
        return user


class DeleteForm(forms.Form):
    """The last question before an account is deleted."""

    sure = forms.BooleanField(
        label=lazily("Yes, delete my account and everything that is mine here"),
        error_messages={"required": lazily("Tick the box if you are sure. Nothing was deleted.")},
    )
