"""The votes of an item as the form has them: what was written in, the votes out, and back. One row of fields a vote.

An open vote says how each stood, by name; a closed one the figures alone. A vote of which nothing is written is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from samverkan.actions.acting import InvalidError
from samverkan.core.deciding.values import Vote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from samverkan.core.deciding.values import Stand

_STANDS: Final[tuple[Stand, ...]] = ("yes", "no", "abstains")
_MOST: Final = 20


class Stood(NamedTuple):
    """How somebody stood, "" where nothing is said."""

    name: str
    stand: str


class VoteFields(NamedTuple):
    """One vote as it is written."""

    yes: str = ""
    no: str = ""
    casting: str = ""
    ayes: str = ""
    noes: str = ""
    abstained: str = ""
    stands: tuple[Stood, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether it is told by figures alone."""
        return any((self.ayes, self.noes, self.abstained))


def votes_given(
    data: QueryDict, before: Sequence[VoteFields], asked: set[str], members: Sequence[str]
) -> tuple[VoteFields, ...]:
    """The votes that were written; of members whom the form did not show, what is kept of them."""
    votes = []
    for n in range(_count(data)):
        kept = {one.name: one.stand for one in before[n].stands} if n < len(before) else {}
        stands = tuple(
            Stood(name, data.get(f"stand-{n}:{name}", "") if name in asked else kept.get(name, "")) for name in members
        )
        written = {
            name: data.get(f"vote-{n}-{name}", "").strip() for name in VoteFields._fields if name != "stands"
        }  # fmt: skip
        votes.append(VoteFields(**written, stands=stands))
    return tuple(votes)


def said_of_gone(data: QueryDict, name: str) -> bool:
    """Whether some vote says how somebody stood."""
    return any(data.get(f"stand-{n}:{name}") for n in range(_count(data)))


def vote_of_form(fields: VoteFields, number: int) -> Vote | None:
    """The vote; None where nothing is written. InvalidError names a figure that is none, or the vote that has both names and figures."""
    stands = tuple((one.name, stand) for one in fields.stands for stand in _STANDS if stand == one.stand)
    if not (fields.yes or fields.no or stands or fields.closed or fields.casting):
        return None
    if stands and fields.closed:
        raise InvalidError("vote_twice_told", number=number)
    casting = {"yes": True, "no": False}.get(fields.casting)
    sides = " ".join(fields.yes.split()), " ".join(fields.no.split())
    if stands:
        return Vote(*sides, stands, casting=casting)
    return Vote(*sides, (), _figure(fields.ayes), _figure(fields.noes), _figure(fields.abstained), casting)


def vote_shown(vote: Vote, members: Sequence[str]) -> VoteFields:
    """What the form shows of a vote."""
    stood = dict(vote.stands)
    made = VoteFields(
        vote.yes, vote.no, {True: "yes", False: "no", None: ""}[vote.casting],
        stands=tuple(Stood(name, stood.get(name, "")) for name in members),
    )  # fmt: skip
    if vote.stands or not any(vote.figures):
        return made
    return made._replace(ayes=str(vote.ayes), noes=str(vote.noes), abstained=str(vote.abstained))


def blank(members: Sequence[str]) -> VoteFields:
    """One more vote to write."""
    return VoteFields(stands=tuple(Stood(name, "") for name in members))


def _count(data: QueryDict) -> int:
    written = data.get("votes", "0")
    return min(int(written), _MOST) if written.isdecimal() and len(written) < 4 else 0


def _figure(written: str) -> int:
    if not written:
        return 0
    if not written.isdecimal() or len(written) > 4:
        raise InvalidError("no_number", number=written[:20])
    return int(written)
