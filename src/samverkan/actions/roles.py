"""Which role may do what: the one table. Routes, actions and the API name a right; nobody else decides.

A role is held for an organisation, or for one body of it, and counts there alone: what other bodies have not shared is
not seen by it (`store.belonging`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody is at an organisation."""

    REGISTRAR = "registrar"
    OFFICER = "officer"
    JUSTERARE = "justerare"
    SIGNATORY = "signatory"
    ECONOMIST = "economist"
    CARE_STAFF = "care_staff"
    STEERING_MEMBER = "steering_member"
    AUDITOR = "auditor"
    ARCHIVIST = "archivist"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """What may be done with an organisation's file."""

    SEE = "see"  # the file, and what is joint
    SEE_JOINT = "see_joint"  # only what is joint
    RECEIVE = "receive"  # take documents in
    REVIEW = "review"  # confirm what they say
    STATE = "state"  # record what no paper says, and correct
    SHARE = "share"  # make a document joint
    PUBLISH = "publish"
    KEEP_REGISTER = "keep_register"  # bodies, matters, agreements
    MANAGE_PEOPLE = "manage_people"
    MANAGE_TOKENS = "manage_tokens"
    READ_LOGS = "read_logs"
    ERASE_LOGS = "erase_logs"  # what a row of a log says, where the law demands it; the row stays
    EXPORT = "export"
    PREPARE = "prepare"  # draft clauses, propose and put on an agenda
    KEEP_MEETING = "keep_meeting"  # what happens at it, put its minutes to justering, announce them
    SIGN = "sign"  # minutes, by those appointed
    SIGN_AGREEMENT = "sign_agreement"  # agreements, by those who may bind the organisation
    CERTIFY = "certify"  # extracts, and send them
    KEEP_ACCOUNTS = "keep_accounts"  # budgets, rules of money, costs; make settlements and invoices
    APPROVE_SETTLEMENT = "approve_settlement"  # for one's organisation
    ARCHIVE = "archive"  # hand over the whole file, what secrecy may cover too


_EVERYBODY: Final = {Right.SEE_JOINT}
_INSIDE: Final = _EVERYBODY | {Right.SEE, Right.EXPORT}

MAY: Final[dict[Role, frozenset[Right]]] = {
    Role.REGISTRAR: frozenset(
        _INSIDE
        | {Right.RECEIVE, Right.REVIEW, Right.STATE, Right.SHARE, Right.PUBLISH, Right.KEEP_REGISTER}
        | {Right.PREPARE, Right.KEEP_MEETING, Right.CERTIFY}
    ),
    Role.OFFICER: frozenset(_INSIDE | {Right.RECEIVE, Right.REVIEW, Right.STATE, Right.PREPARE}),
    Role.JUSTERARE: frozenset(_INSIDE | {Right.SIGN}),
    Role.SIGNATORY: frozenset(_INSIDE | {Right.SIGN_AGREEMENT}),
    Role.ECONOMIST: frozenset(_INSIDE | {Right.KEEP_ACCOUNTS, Right.APPROVE_SETTLEMENT}),
    Role.CARE_STAFF: frozenset(_EVERYBODY),
    Role.STEERING_MEMBER: frozenset(_EVERYBODY),
    Role.AUDITOR: frozenset(_INSIDE | {Right.READ_LOGS}),
    Role.ARCHIVIST: frozenset(_INSIDE | {Right.ARCHIVE}),
    Role.ADMINISTRATOR: frozenset(_EVERYBODY | {Right.MANAGE_PEOPLE, Right.MANAGE_TOKENS, Right.KEEP_REGISTER, Right.ERASE_LOGS}),
}  # fmt: skip
"""What each role may do."""


WHOLE: Final = frozenset(
    {
        Right.SIGN_AGREEMENT,
        Right.KEEP_ACCOUNTS,
        Right.APPROVE_SETTLEMENT,
        Right.MANAGE_PEOPLE,
        Right.MANAGE_TOKENS,
        Right.READ_LOGS,
        Right.ERASE_LOGS,
        Right.ARCHIVE,
    }
)
"""The rights that concern the organisation as a whole: no role for one body alone gives them."""

OWN: Final = frozenset({Right.KEEP_REGISTER})
"""The rights that a role for one body gives over what is that body's alone, not over what is nobody's in particular."""


class Scope(StrEnum):
    """What a token may be given to do for its organisation."""

    READ = "read"
    READ_JOINT = "read_joint"
    RECEIVE = "receive"


OPENS: Final[dict[Scope, frozenset[Right]]] = {
    Scope.READ: frozenset({Right.SEE, Right.SEE_JOINT}),
    Scope.READ_JOINT: frozenset({Right.SEE_JOINT}),
    Scope.RECEIVE: frozenset({Right.RECEIVE}),
}
"""The rights that each scope of a token opens."""
