"""Who signs with what: the signer of an official, as the installation is set up.

`SIGNER` names a function of yours, "package.module:function", that is given the name, the office, the organisation's name and
number and the moment, and gives an `outside.signing.Signer`. With the demo the built-in trial authority stands in.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from django.conf import settings

from samverkan.actions.acting import Acting, InvalidError, RefusedError, refuse_without
from samverkan.outside.authority import FOLDER, TrialAuthority
from samverkan.outside.certificates import certificate_in
from samverkan.outside.signing import SigningError
from samverkan.store import blobs
from samverkan.words import Said

if TYPE_CHECKING:
    from collections.abc import Callable

    from samverkan.actions.roles import Right
    from samverkan.outside.signing import Signer

T = TypeVar("T")

_TRIES: Final = 3
SURE: Final = 3
"""How surely it must be known who signs: level of assurance 3 (docs/people.md)."""


def signer_for(acting: Acting, name: str, office: str) -> Signer:
    """The signer of an official of the organisation. InvalidError `no_signer` where none is set up."""
    called, number = acting.organisation.called(acting.today), acting.organisation.pk
    if settings.SIGNER:
        module, _, function = settings.SIGNER.partition(":")
        made: Signer = getattr(import_module(module), function)(
            name=name, office=office, organisation=called, number=number, at=acting.at
        )
        return made
    if not settings.DEMO:
        raise InvalidError("no_signer")
    authority = TrialAuthority(settings.HOME / FOLDER, acting.at)
    return authority.official(name, office, organisation=called, number=number, at=acting.at)


def certificate_of(acting: Acting, name: str, office: str) -> str:
    """The certificate (PEM) of the official's signer. InvalidError `certificate_elsewhere` where only the signer's service has it."""
    der = getattr(getattr(signer_for(acting, name, office), "certificate", None), "dump", None)
    if der is None:
        raise InvalidError("certificate_elsewhere")
    return certificate_in(der()).pem


class ToSign(NamedTuple):
    """What one person is to sign: the file, by the SHA-256 of its bytes, and what the signature says."""

    content: str
    name: str
    office: str
    reason: str


class SignedFile(NamedTuple):
    """What was asked for, and the file with the signature last."""

    asked: ToSign
    pdf: bytes

    def refuse_other(self, asked: ToSign) -> None:
        """Refuse it where another file is to be signed now: somebody has signed since."""
        if self.asked != asked:
            raise OvertakenError


class OvertakenError(Exception):
    """Somebody else has signed meanwhile: the signature stands on a file that is no longer the last."""


def sign_in_turn(
    acting: Acting, right: Right, thing: object, *, asked: Callable[[], ToSign], keep: Callable[[SignedFile], T]
) -> T:
    """Have the person sign, then keep the signature in an action: a signer that asks the person first is waited for outside it.

    Where somebody else signs meanwhile it is signed anew, on their file. InvalidError `signed_meanwhile` where that goes on,
    `not_signed` where the signer says no.
    """
    refuse_without(acting, right, thing)
    for _ in range(_TRIES):
        this = asked()
        pdf = signed(acting, blobs.fetch(this.content), name=this.name, office=this.office, reason=this.reason)
        try:
            return keep(SignedFile(this, pdf))
        except OvertakenError:
            continue
    raise InvalidError("signed_meanwhile")


def signed(acting: Acting, pdf: bytes, *, name: str, office: str, reason: str) -> bytes:
    """The PDF with the official's signature last. InvalidError `not_signed` where the signer says no."""
    try:
        return signer_for(acting, name, office).sign(pdf, name=name, reason=reason, at=acting.at)
    except SigningError as error:
        raise InvalidError("not_signed", name=name, why=Said("signing", error.code, error.values)) from error


def refuse_unsure(assurance: int) -> None:
    """Refuse who is not known surely enough to sign; in the demo anybody logged in is."""
    if not sure_enough(assurance):
        raise RefusedError("not_sure_enough", level=SURE)


def sure_enough(assurance: int) -> bool:
    """Whether it is known surely enough who they are for them to sign."""
    return assurance >= SURE or bool(settings.DEMO)
