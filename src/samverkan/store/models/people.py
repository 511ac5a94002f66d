"""The officials who use the workspace, and what each may do for which organisation and body."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from samverkan.store.models.parties import Body, Organisation

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase


class People(BaseUserManager["Person"]):
    """How a person is made and found."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> Person:
        """A person with an account; without a password only a provider can log them in."""
        person = self.model(email=email.strip().casefold(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def known_as(self, email: str) -> Person | None:
        """The person with the e-mail address, however it is written; None where there is none."""
        return self.filter(email=email.strip().casefold()).first()

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person with the e-mail address, however it is written."""
        return self.get(email=(username or "").strip().casefold())


class Person(AbstractBaseUser):
    """An official with an account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, default="sv")
    is_active = models.BooleanField(default=True)
    digest = models.BooleanField(default=True)  # a daily e-mail of what needs them

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = People()

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """A role that a person holds for an organisation, or for one of its bodies alone."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="roles")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="roles")
    role = models.CharField(max_length=20)

    class Meta:
        """Held once."""

        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"], condition=models.Q(body=None), name="role_once"
            ),
            models.UniqueConstraint(fields=["person", "body", "role"], name="role_once_a_body"),
        ]


class LoginSession(AbstractBaseSession):
    """A browser that is logged in, whose it is and when it was last used (`store.sessions` writes it)."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="sessions")
    seen = models.DateTimeField(default=timezone.now)

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """What reads and writes them."""
        from samverkan.store.sessions import SessionStore

        return SessionStore


class Attempt(models.Model):
    """A try to log in that failed, or is under way. `key`: a keyed digest of the account or the address, never itself."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Counted by key and time."""

        indexes = [models.Index(fields=["key", "at"])]


class Cached(models.Model):
    """What all workers must know for a little while, as Django's database cache keeps it: codes that have been used."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)
