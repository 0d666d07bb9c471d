"""The tables: an account is an e-mail address, a name, a role and what its owner says of
their profession; sessions; what is kept for a while, such as counts of attempts; and what they
chose, read, follow and wrote in their diary. Nothing is written to `Visit` or `Reading` unless
their owner said yes."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazily

from statim.accounts.marks import session_mark


class Role(models.TextChoices):
    """What somebody may do here; staff roles open the desk."""

    READER = "reader", lazily("Reader")
    AUTHOR = "author", lazily("Author")
    REVIEWER = "reviewer", lazily("Reviewer")
    PHARMACIST = "pharmacist", lazily("Pharmacist")
    EDITOR = "editor", lazily("Editor")
    ADMIN = "admin", lazily("Administrator")


class Profession(models.TextChoices):
    """What somebody says their profession is; nothing here depends on it."""

    DOCTOR = "doctor", lazily("Doctor")
    NURSE = "nurse", lazily("Nurse")
    MIDWIFE = "midwife", lazily("Midwife")
    HEALTH_VISITOR = "health-visitor", lazily("Health visitor")
    PHARMACIST = "pharmacist", lazily("Pharmacist")
    PHARMACY_TECHNICIAN = "pharmacy-technician", lazily("Pharmacy technician")
    PARAMEDIC = "paramedic", lazily("Paramedic")
    PHYSICIAN_ASSOCIATE = "physician-associate", lazily("Physician associate or assistant")
    DENTIST = "dentist", lazily("Dentist")
    DENTAL_CARE = "dental-care", lazily("Dental care professional")
    PSYCHOLOGIST = "psychologist", lazily("Psychologist or psychotherapist")
    PHYSIOTHERAPIST = "physiotherapist", lazily("Physiotherapist")
    OCCUPATIONAL_THERAPIST = "occupational-therapist", lazily("Occupational therapist")
    SPEECH_THERAPIST = "speech-therapist", lazily("Speech and language therapist")
    DIETITIAN = "dietitian", lazily("Dietitian")
    RADIOGRAPHER = "radiographer", lazily("Radiographer")
    OPTOMETRIST = "optometrist", lazily("Optometrist or orthoptist")
    PODIATRIST = "podiatrist", lazily("Podiatrist")
    SCIENTIST = "scientist", lazily("Healthcare scientist")
    SOCIAL_WORKER = "social-worker", lazily("Social worker")
    CARE_ASSISTANT = "care-assistant", lazily("Healthcare or care assistant")
    STUDENT = "student", lazily("Student of a health profession")
    LIBRARIAN = "librarian", lazily("Librarian or knowledge specialist")
    RESEARCHER = "researcher", lazily("Researcher or teacher")
    MANAGER = "manager", lazily("Manager or administrator in health care")
    OTHER = "other", lazily("Another profession in health care")


class Users(BaseUserManager["User"]):
    """Makes accounts; e-mail addresses are compared without regard to case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A new account; without a password it cannot sign in by password."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A new administrator, as Django's own command asks for it."""
        fields |= {"role": Role.ADMIN, "is_superuser": True}
        return self.create_user(email, password, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """The account of an address, in any case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can sign in."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.READER)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(default=timezone.now)
    profession = models.CharField(max_length=40, choices=Profession.choices, blank=True)
    registration_number = models.CharField(max_length=40, blank=True)
    declared_version = models.CharField(max_length=12, blank=True)
    declared_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=8, blank=True)  # of letters; "" where never asked

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (
            models.UniqueConstraint(Lower("email"), name="accounts_one_per_address"),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="accounts_known_role"
            ),
        )

    def __str__(self) -> str:
        return self.name or self.email

    def get_session_auth_hash(self) -> str:
        """What each of this account's sessions must match."""
        return session_mark(self.password, self.role)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """None: a session of another key is over."""
        yield from ()


class Session(AbstractBaseSession):
    """One browser's session. `session_key` is the hash of what its cookie holds; `mark` is what
    the account was when it signed in ("" while signing in is not finished); `ends` and `started`
    are seconds since 1970, read without parsing; `used` is the day (UTC) on which it last
    served."""

    session_key = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions")
    mark = models.CharField(max_length=64, blank=True)
    ends = models.BigIntegerField()
    started = models.BigIntegerField()
    device = models.CharField(max_length=80, blank=True)
    used = models.DateField(null=True)

    class Meta:
        verbose_name = "session"

    def __str__(self) -> str:
        return f"session of account {self.user_id}"


class Kept(models.Model):
    """Django's cache in the database, for what every process must know: counts of attempts, and
    codes that were used. Its keys are keyed hashes; see `statim.accounts.kept`."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_kept"

    def __str__(self) -> str:
        return self.cache_key


def new_name() -> str:
    """A name that cannot be guessed: 128 bits, as in addresses."""
    return secrets.token_urlsafe(16)


class ReadingChoice(models.Model):
    """What a person chose. `keeps`: whether their reading is recorded, None until they answered.
    `digest` is "", "daily" or "weekly"; the next is `due` then, on editions after `reached`."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    keeps = models.BooleanField(null=True)
    digest = models.CharField(max_length=6, blank=True)
    due = models.DateTimeField(null=True, db_index=True)
    reached = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(digest__in=("", "daily", "weekly")), name="accounts_known_digest"
            ),
        )

    def __str__(self) -> str:
        return f"choices of account {self.user_id}"


class Visit(models.Model):
    """The edition of a topic that a reader last read, or said they have seen the changes of."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    topic = models.CharField(max_length=40)
    edition = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "topic"), name="accounts_visit_once"),
        )

    def __str__(self) -> str:
        return f"account {self.user_id} at {self.topic}"


class Follow(models.Model):
    """Somebody follows a topic (by its id) or a specialty (by its shelf's address)."""

    TOPIC, SHELF = "topic", "shelf"
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(
        max_length=5, choices=((TOPIC, lazily("Topic")), (SHELF, lazily("Specialty")))
    )
    what = models.CharField(max_length=500)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "kind", "what"), name="accounts_follow_once"),
            models.CheckConstraint(
                condition=Q(kind__in=("topic", "shelf")), name="accounts_known_follow"
            ),
        )

    def __str__(self) -> str:
        return f"account {self.user_id} follows {self.what}"


class Bookmark(models.Model):
    """Somebody keeps a topic (by its id) to find it again, without network too."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    topic = models.CharField(max_length=40)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "topic"), name="accounts_bookmark_once"),
        )

    def __str__(self) -> str:
        return f"account {self.user_id} keeps {self.topic}"


class Entry(models.Model):
    """An entry of the diary. `rule`, `rule_version`, `rule_numbers` say how `credits` were
    counted. `plan` is the item of the development plan that it serves, `scope` the role it was
    for, `searches` the words that its owner chose to write down, `no_patient` that they declared
    it to identify nobody. `history` keeps every earlier state; a `locked` entry is changed no
    more."""

    name = models.CharField(max_length=22, unique=True, default=new_name)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    title = models.CharField(max_length=300)
    reason = models.CharField(max_length=20, blank=True)
    question = models.TextField(blank=True)
    learned = models.TextField(blank=True)
    change = models.TextField(blank=True)
    impact = models.TextField(blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    domains = models.JSONField(default=list)
    follow_up = models.DateField(null=True, blank=True)
    plan = models.CharField(max_length=300, blank=True)
    scope = models.CharField(max_length=200, blank=True)
    searches = models.TextField(blank=True)
    links = models.JSONField(default=list)
    no_patient = models.BooleanField(default=False)
    rule = models.CharField(max_length=10)
    rule_version = models.PositiveIntegerField(default=1)
    rule_numbers = models.JSONField(default=dict)
    credits = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    created = models.DateTimeField(default=timezone.now)
    modified = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    history = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    locked = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-day", "-id")
        indexes = (models.Index(fields=("user", "day"), name="accounts_entry_by_day"),)
        constraints = (
            models.CheckConstraint(condition=Q(credits__gte=0), name="accounts_credits_not_less"),
        )

    def __str__(self) -> str:
        return f"entry {self.pk} of account {self.user_id}"


class Evidence(models.Model):
    """A file that its owner put with an entry, in the database, so that a copy of the site and the
    end of an account hold it too. `media` is one of `statim.accounts.cpd.files.TYPES`."""

    name = models.CharField(max_length=22, unique=True, default=new_name)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(max_length=120)
    media = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    data = models.BinaryField()
    added = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return f"file {self.pk} of account {self.user_id}"


class Reading(models.Model):
    """One edition of a topic read on one day (UTC), as it was then, with the seconds counted while
    the page was in view. `entry` is the diary entry that it was filed under."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    topic = models.CharField(max_length=40)
    slug = models.CharField(max_length=200)
    edition = models.PositiveIntegerField()
    title = models.CharField(max_length=500)
    reviewed = models.CharField(max_length=10, blank=True)
    review_due = models.CharField(max_length=10, blank=True)
    day = models.DateField()
    started = models.DateTimeField(default=timezone.now)
    ended = models.DateTimeField(default=timezone.now)
    seconds = models.PositiveIntegerField(default=0)
    entry = models.ForeignKey(Entry, null=True, on_delete=models.SET_NULL, related_name="readings")

    class Meta:
        ordering = ("-day", "title", "edition")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "day", "topic", "edition"), name="accounts_read_once_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"account {self.user_id} read {self.slug}, edition {self.edition}"
