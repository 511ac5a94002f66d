"""A folder of papers in, each received on its own: read on all cores, one transaction a paper.

Stopped at any moment, whole papers are there and nothing else; run again, it goes on with those that are not.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from samverkan.actions.acting import Acting, InvalidError, RefusedError
from samverkan.actions.incoming import AGAIN, REFUSED, Outcome, keep, known
from samverkan.actions.reading import Known, read_path
from samverkan.actions.roles import Right, Role
from samverkan.core.findings import Finding, UnreadableError
from samverkan.outside.many import read_all
from samverkan.store.models import Organisation, Person

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samverkan.actions.incoming import Arrival


def acting_as(email: str, number: str) -> Acting:
    """The person with that e-mail address at work for the organisation; InvalidError where there is no such person."""
    organisation = Organisation.objects.filter(number=number.replace("-", "").strip()).first()
    if organisation is None:
        raise InvalidError("no_such_organisation", number=number)
    person = Person.objects.filter(email=email.strip().casefold(), is_active=True).first()
    roles = [] if person is None else person.roles.filter(organisation=organisation, body=None)
    held = frozenset(Role(one.role) for one in roles)
    if not held:
        raise InvalidError("no_such_person", number=number)
    return Acting(person, organisation, held)


def import_papers(
    acting: Acting, paths: Sequence[str], arrival: Arrival, *, base: str, limit: int
) -> Iterator[Outcome]:
    """What became of each file, in order; `base` is the folder that names are told from."""
    if not acting.may(Right.RECEIVE):
        raise RefusedError("not_allowed", right=Right.RECEIVE.value)
    if arrival.arrived > acting.today:
        raise InvalidError("arrived_later", day=arrival.arrived)
    there = known(acting)
    hashes = frozenset(there.values_list("content", flat=True))
    read = read_all(paths, read_one=partial(read_path, known=hashes, limit=limit))
    for path, result in zip(paths, read, strict=True):
        name = os.path.relpath(path, base) if os.path.isdir(base) else os.path.basename(path)
        if isinstance(result, UnreadableError):
            yield Outcome(REFUSED, name, None, (Finding(result.code, {**result.values, "source": name}),))
        elif isinstance(result, Known):
            yield Outcome(AGAIN, name, there.get(content=result.sha256))
        else:
            findings = [_named(one, name) for one in result.findings]
            paper = result._replace(file_name=name, findings=findings)
            yield keep(acting, paper, arrival)


def _named(finding: dict[str, object], name: str) -> dict[str, object]:
    """The finding with the name that the paper is known by, in place of where it lay on this machine."""
    values = finding["values"]
    assert isinstance(values, dict)
    return {**finding, "values": {**values, "source": name} if "source" in values else values}
