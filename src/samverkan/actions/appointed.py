"""Who may do what at a body: the people to choose among when somebody is asked to sign or certify."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.actions.belonging import taken_over
from samverkan.actions.roles import MAY, Right, Role
from samverkan.store.models import Person
from samverkan.store.models import Role as RoleHeld

if TYPE_CHECKING:
    from samverkan.store.models import Body


def who_may(right: Right, body: Body) -> list[Person]:
    """Those who have a role with the right: for the body, for one that has taken it over, or for the whole organisation."""
    roles = [role.value for role in Role if right in MAY[role]]
    held = RoleHeld.objects.filter(organisation=body.organisation_id, role__in=roles, person__is_active=True)
    theirs = [one.person_id for one in held if one.body_id is None or body.pk in taken_over(one.body_id)]
    return list(Person.objects.filter(pk__in=theirs).order_by("name"))
