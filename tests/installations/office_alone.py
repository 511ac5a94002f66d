"""What one organisation does on an installation of its own, step by step: run as a program in that installation's environment.

`python -m tests.installations.office_alone STEP ARGUMENT...` prints JSON; the other organisation is only a name on file.
"""

from __future__ import annotations

import json
import os
import sys
import uuid
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import django

NAMES: Final = {"2321990018": ("region", "Region Västana"), "2120990011": ("municipality", "Lindmora kommun")}
BODIES: Final = {"2321990018": "Hälso- och sjukvårdsnämnden", "2120990011": "Socialnämnden"}
DAY: Final = date.today() - timedelta(days=1)


def main() -> None:
    """Do the step; what it gives is printed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.config.settings")
    django.setup()
    step, own, *rest = sys.argv[1:]
    sys.stdout.write(json.dumps(STEPS[step](own, *rest)))


def _acting(own: str) -> Any:
    from samverkan.actions.acting import Acting
    from samverkan.actions.roles import Role
    from samverkan.store.models import Organisation, Person

    person, _ = Person.objects.get_or_create(email=f"registrator@{own}.example", defaults={"name": "Rut Ek"})
    roles = frozenset({Role.REGISTRAR, Role.JUSTERARE, Role.ADMINISTRATOR})
    return Acting(person, Organisation.objects.get(number=own), roles)


def found(own: str) -> Any:
    """Both organisations on file, a board of one's own, a token; the certificate that the registrar certifies by."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    from samverkan.actions.acting import Acting
    from samverkan.actions.numbering import set_series
    from samverkan.actions.register import register_body, register_organisation
    from samverkan.actions.roles import Role
    from samverkan.actions.signing import signer_for
    from samverkan.actions.tokens import make_token
    from samverkan.store.models import Organisation

    for number, (kind, name) in NAMES.items():
        itself = Acting(None, Organisation(number=number, kind=kind), frozenset({Role.REGISTRAR}))
        register_organisation(itself, number=number, kind=kind, name=name, from_day=date(2000, 1, 1))
    acting = _acting(own)
    body = register_body(acting, name=BODIES[own], from_day=date(2019, 1, 1))
    set_series(acting, body=body, pattern="SN {year}-{number:05}")
    made = make_token(
        acting, label="post", scopes=["read", "receive"], expires=acting.today + timedelta(days=9), once=uuid.uuid4()
    )
    der = signer_for(acting, acting.person.name, "registrator").certificate.dump()
    return {
        "token": made.secret,
        "certificate": x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM).decode(),
    }


def trust(own: str, sender: str, certificate: str) -> Any:
    """Pin the other's certificate, as it was handed over."""
    from samverkan.actions.pinning import pin
    from samverkan.store.models import Organisation

    pin(
        _acting(own), sender=Organisation.objects.get(number=sender), body=BODIES[sender],
        certificate=Path(certificate).read_bytes(), why="Överlämnat på papper.",
    )  # fmt: skip
    return None


def decide(own: str, agreement: str, extract: str) -> Any:
    """The board decides, on an agreement that there is ("" for a new one); the certified extract is written to a file."""
    from samverkan.actions.certifying import certify
    from samverkan.actions.clauses import draft_clause
    from samverkan.actions.justering import put_to_justering, sign_minutes
    from samverkan.actions.meetings import hold, keep_meeting, meeting_of, plan_meeting
    from samverkan.actions.preparing import propose, put_on_agenda
    from samverkan.core.dates import PartialDate
    from samverkan.core.deciding.clause import Clause, Period, Share
    from samverkan.core.deciding.values import Attendee
    from samverkan.core.writing.clause_points import clause_points
    from samverkan.store import blobs
    from samverkan.store.models import Agreement, Body, Organisation, Person

    acting = _acting(own)
    body = Body.objects.get(organisation=acting.organisation)
    names = tuple(name for _, name in NAMES.values())
    begins, ends = PartialDate(DAY.year, 1, 1), PartialDate(DAY.year + 2, 12, 31)
    content = Clause(
        "Samverkansavtal om Familjecentralen Lärkan", "Familjecentralen Lärkan", names, Period(begins, ends),
        tuple(Share(name, "50") for name in names),
    )  # fmt: skip
    content = content._replace(points=clause_points(content))
    one = Agreement.objects.filter(pk=agreement).first() if agreement else None
    if one is None:
        one = draft_clause(acting, content=content, parties=list(Organisation.objects.all())).clause.agreement
    item = propose(acting, body=body, title=content.title, agreement=one, points=content.points)
    meeting = plan_meeting(acting, body=body, day=DAY, members=2)
    put_on_agenda(acting, item=item, meeting=meeting)
    meeting = hold(acting, meeting=meeting)
    attendance = (Attendee("Karin Lind", "chair", "S"), Attendee("Per Sund", "member", "C"))
    kept = meeting_of(meeting, items=False)._replace(attendance=attendance, chair="Karin Lind", justerare=("Per Sund",))
    meeting = keep_meeting(acting, meeting=meeting, kept=kept, version=meeting.version)
    signers = {
        name: Person.objects.get_or_create(email=f"{n}@{own}.example", defaults={"name": name})[0]
        for n, name in enumerate(("Karin Lind", "Per Sund"))
    }
    justering = put_to_justering(acting, meeting=meeting, signers=signers)
    for person in signers.values():
        sign_minutes(replace(acting, person=person, notes=[]), justering=justering, assurance=3)
    item.refresh_from_db()
    made = certify(acting, item=item, office="registrator", assurance=3)
    Path(extract).write_bytes(blobs.fetch(made.content_id))
    return {"agreement": str(one.pk)}


STEPS: Final = {"found": found, "trust": trust, "decide": decide}

if __name__ == "__main__":
    main()
