"""Who acts, for which organisation and when; and how an action is run: rule, change and audit row in one transaction.

ActionError
├── RefusedError    the role does not allow it: code not_allowed
└── InvalidError    what was given cannot be used: a code and the values its sentence needs
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar

from django.db import transaction
from django.utils import timezone

from samverkan.actions.audit import write_audit
from samverkan.actions.belonging import BOUND, bodies_of, taken_over
from samverkan.actions.roles import MAY, OPENS, OWN, WHOLE, Right, Role, Scope
from samverkan.core.findings import SamverkanError
from samverkan.store.view import JOINT, View

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from samverkan.store.models import Organisation, Person

P = ParamSpec("P")
T_co = TypeVar("T_co", covariant=True)


class ActionError(SamverkanError):
    """An action that was not done; nothing has changed."""


class RefusedError(ActionError):
    """The one who acts may not."""


class InvalidError(ActionError):
    """What was given cannot be used; the code says why."""


@dataclass(frozen=True, slots=True)
class Acting:
    """A person at work for one organisation, or a system with a token. `roles`: those they hold there; `at`: the moment.

    `token` is the identity of the system's token and `scopes` what it was given to do; a person has none.

    `for_bodies`: the roles held for one body of it alone, by the body's key; those it took over from are named, too.
    """

    person: Person | None
    organisation: Organisation
    roles: frozenset[Role]
    at: datetime = field(default_factory=timezone.now)
    notes: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list, compare=False, repr=False)
    scopes: frozenset[Scope] = frozenset()
    token: str | None = None
    for_bodies: Mapping[int, frozenset[Role]] = field(default_factory=dict, hash=False)

    def may(self, right: Right) -> bool:
        """Whether some role or scope of theirs has the right, if only for one body."""
        return self._whole(right) or bool(self._bodies(right))

    def may_with(self, right: Right, *things: object) -> bool:
        """Whether they have the right over these: what is one body's needs a role for it or for the whole organisation."""
        if self._whole(right):
            return True
        mine = self._bodies(right)
        bound = [bodies_of(one) for one in things if isinstance(one, BOUND)]
        if right in OWN and not all(bound or [frozenset()]):
            return False
        return bool(mine) and all(not bodies or bodies & mine for bodies in bound)

    def seen_bodies(self) -> frozenset[int] | None:
        """The bodies whose unshared documents they see; None: every body's, by a role for the whole organisation."""
        return None if self._whole(Right.SEE) else self._bodies(Right.SEE)

    def view(self, known: date | None = None, papers: date | None = None) -> View:
        """What they see: the organisation's file, of it only some bodies' unshared papers, or only what is joint."""
        if not self.may(Right.SEE):
            return View(JOINT, known, papers)
        return View(self.organisation.pk, known, papers, self.seen_bodies())

    def may_everywhere(self, right: Right) -> bool:
        """Whether they have the right for the whole organisation, not for a body of it alone."""
        return self._whole(right)

    def _whole(self, right: Right) -> bool:
        return any(right in MAY[role] for role in self.roles) or any(right in OPENS[scope] for scope in self.scopes)

    def _bodies(self, right: Right) -> frozenset[int]:
        if right in WHOLE:
            return frozenset()
        return frozenset(body for body, roles in self.for_bodies.items() if any(right in MAY[role] for role in roles))

    @property
    def today(self) -> date:
        """The day it is in Sweden."""
        return timezone.localtime(self.at).date()

    def note(self, verb: str, target: object, **values: object) -> None:
        """What the audit row is to say: the verb, on what, with which values (no personal data of those served)."""
        self.notes.append((verb, str(target), {name: _plain(value) for name, value in values.items()}))


def acting_as(person: Person, at: datetime) -> dict[str, Acting]:
    """The person at each organisation where they hold a role, by its number, in the order in which they came to them."""
    whole: dict[str, set[Role]] = {}
    bodies: dict[str, dict[int, set[Role]]] = {}
    organisations: dict[str, Organisation] = {}
    for held in person.roles.select_related("organisation").prefetch_related("organisation__names").order_by("pk"):
        number = held.organisation_id
        organisations[number] = held.organisation
        whole.setdefault(number, set())
        if held.body_id is None:
            whole[number].add(Role(held.role))
            continue
        for body in taken_over(held.body_id):
            bodies.setdefault(number, {}).setdefault(body, set()).add(Role(held.role))
    return {
        number: Acting(
            person, organisations[number], frozenset(roles), at,
            for_bodies={body: frozenset(these) for body, these in bodies.get(number, {}).items()},
        )
        for number, roles in whole.items()
    }  # fmt: skip


class Action(Protocol[P, T_co]):
    """A function that a person can call, and the right it asks for."""

    right: Right

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T_co: ...  # noqa: D102


def refuse_without(acting: Acting, right: Right, *things: object) -> None:
    """Refuse who lacks the right over these: RefusedError."""
    if not acting.may(right):
        raise RefusedError("not_allowed", right=right.value)
    if not acting.may_with(right, *things):
        raise RefusedError("not_for_your_body")


def action(right: Right) -> Callable[[Callable[P, T_co]], Action[P, T_co]]:
    """Run the function as an action: refused without the right; all of it, with its audit row, or nothing."""

    def run(function: Callable[P, T_co]) -> Action[P, T_co]:
        @wraps(function)
        def acted(*args: P.args, **kwargs: P.kwargs) -> T_co:
            acting = args[0]
            assert isinstance(acting, Acting)
            refuse_without(acting, right, *args[1:], *kwargs.values())
            outer = acting.notes[:]  # of an action that calls this one
            acting.notes.clear()
            try:
                with transaction.atomic():
                    made = function(*args, **kwargs)
                    if not acting.notes:
                        raise RuntimeError(f"{function.__name__} did something and said nothing of it")
                    for verb, target, values in acting.notes:
                        write_audit(acting, verb, target, values)
            finally:
                acting.notes[:] = outer
            return made

        acted.right = right  # type: ignore[attr-defined]  # what `Action` promises
        return acted  # type: ignore[return-value]  # an `Action` from here on

    return run


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | bool | list | dict | None) else str(value)
