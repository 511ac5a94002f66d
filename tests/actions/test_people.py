"""Roles given and taken, and what a role for one body alone lets somebody do."""

from __future__ import annotations

from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from tests.store.office import EXAMPLES, MUNICIPALITY, REGION, office

from samverkan.actions.acting import Acting, ActionError, InvalidError, RefusedError
from samverkan.actions.documents import publish, receive
from samverkan.actions.marking import mark
from samverkan.actions.people import close_account, give_role, invite, needs_link, renew_link, reset_factors, take_role
from samverkan.actions.reading import read_paper
from samverkan.actions.register import register_body, register_matter, register_organisation
from samverkan.actions.reviewing import Place, record
from samverkan.actions.roles import MAY, Right, Role
from samverkan.actions.stating import correct, take_back
from samverkan.store.drafted import CONFIRMED
from samverkan.store.models import AuditContent, LoginSession, Organisation, Person
from samverkan.store.models import Role as RoleRow
from samverkan.store.sessions import SessionStore


def administrator(number: str = REGION) -> Acting:
    acting = office(number, Role.ADMINISTRATOR)
    RoleRow.objects.get_or_create(person=acting.person, organisation=acting.organisation, role=Role.ADMINISTRATOR.value)
    return acting


def invited(acting: Acting, email: str = "Ny@Vastana.Example", role: Role = Role.OFFICER) -> Person:
    return invite(acting, email=email, name="Ny Person", role=role)


def refused(code: str, of: type[ActionError] = InvalidError) -> pytest.RaisesExc[ActionError]:
    return pytest.raises(of, check=lambda error: error.code == code)


def test_only_an_organisation_itself_changes_what_it_is_called() -> None:
    region, town = office(REGION), office(MUNICIPALITY)
    with pytest.raises(InvalidError) as told:
        register_organisation(town, number=REGION, kind="region", name="Kommunens region", from_day=date(2024, 1, 1))
    assert told.value.code == "not_your_name"
    register_organisation(region, number=REGION, kind="region", name="Region Väst", from_day=date(2024, 1, 1))
    assert Organisation.objects.get(pk=REGION).name == "Region Väst"


def test_an_invitation_makes_an_account_with_the_role_and_its_audit_row() -> None:
    person = invited(administrator())
    assert (person.email, person.has_usable_password(), needs_link(person)) == ("ny@vastana.example", False, True)
    assert [one.role for one in person.roles.all()] == ["officer"]
    assert set(AuditContent.objects.values_list("verb", flat=True)) >= {"person_invited", "role_given"}
    kept = str(list(AuditContent.objects.values_list("content", flat=True)))
    assert "ny@vastana" not in kept


def test_somebody_with_an_account_only_gets_the_role() -> None:
    there = Person.objects.create_user("ny@vastana.example", "ett långt lösenord", name="Redan Här")
    person = invited(administrator())
    assert (person.pk, person.name, needs_link(person)) == (there.pk, "Redan Här", False)


@pytest.mark.parametrize(
    ("email", "name", "role", "code"),
    [
        ("ingen adress", "N", "officer", "no_email"), ("", "N", "officer", "no_email"),
        ("n@x.example", "  ", "officer", "name_missing"), ("n@x.example", "N", "king", "no_such_role"),
    ],
)  # fmt: skip
def test_a_bad_invitation_makes_nothing(email: str, name: str, role: str, code: str) -> None:
    acting = administrator()
    with refused(code):
        invite(acting, email=email, name=name, role=role)
    assert not Person.objects.filter(email=email).exists()


def test_only_who_manages_people_may() -> None:
    with refused("not_allowed", RefusedError):
        invited(office(REGION))


def test_a_role_is_held_once() -> None:
    acting = administrator()
    person = invited(acting)
    with refused("role_held"):
        give_role(acting, person=person, role="officer")


def test_a_role_for_the_whole_organisation_is_not_given_for_a_body_nor_anothers_body() -> None:
    acting = administrator()
    person = invited(acting)
    body = register_body(acting, name="Nämnden")
    theirs = register_body(office(MUNICIPALITY), name="Nämnden")
    for role in (Role.ADMINISTRATOR, Role.AUDITOR):
        with refused("role_whole_only"):
            give_role(acting, person=person, role=role, body=body)
    with refused("not_your_body"):
        give_role(acting, person=person, role="officer", body=theirs)
    assert give_role(acting, person=person, role="officer", body=body).body == body


def test_nobody_takes_the_administrators_role_from_themselves() -> None:
    acting = administrator()
    other = invited(acting, role=Role.ADMINISTRATOR)
    own = RoleRow.objects.get(person=acting.person, role="administrator")
    with refused("own_administrator"):
        take_role(acting, held=own)
    assert acting.person is not None
    with refused("own_administrator"):
        close_account(acting, person=acting.person)
    take_role(Acting(other, acting.organisation, frozenset({Role.ADMINISTRATOR})), held=own)
    with refused("last_administrator"):
        take_role(acting, held=RoleRow.objects.get(person=other, role="administrator"))


def test_a_closed_account_loses_its_roles_and_its_sessions_and_opens_again_by_invitation() -> None:
    acting = administrator()
    person = invited(acting)
    person.set_password("ett långt lösenord")
    person.save()
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session.save()
    close_account(acting, person=person)
    person.refresh_from_db()
    assert (person.is_active, person.roles.count(), LoginSession.objects.filter(person=person).count()) == (False, 0, 0)
    again = invited(acting)
    assert (again.pk, again.is_active, again.has_usable_password()) == (person.pk, True, False)


def test_who_works_for_two_organisations_is_not_one_administrators_to_close_or_weaken() -> None:
    region, municipality = administrator(REGION), administrator(MUNICIPALITY)
    person = invited(region)
    invited(municipality, person.email)
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    for act in (reset_factors, renew_link):
        with refused("other_organisations_person"):
            act(region, person=person)
    close_account(region, person=person)
    person.refresh_from_db()
    assert (person.is_active, [one.organisation_id for one in person.roles.all()]) == (True, [MUNICIPALITY])
    with refused("not_your_organisation"):
        reset_factors(region, person=person)
    with refused("not_your_organisation"):
        take_role(region, held=person.roles.get())
    reset_factors(municipality, person=person)
    assert not person.authenticator_set.exists()  # type: ignore[attr-defined]


# -- a role for one body alone ----------------------------------------------------------------------------------------

PAPER = "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt"


def of_body(body: int, *roles: Role) -> Acting:
    whole = office(REGION)
    return Acting(whole.person, whole.organisation, frozenset(), for_bodies={body: frozenset(roles)})


def paper_of(body_name: str) -> tuple[Acting, object, int]:
    """A document that waits for review, its matter one body's."""
    registrar = office(REGION)
    path = EXAMPLES / PAPER
    document, _ = receive(registrar, paper=read_paper(path.read_bytes(), path.name), arrived=date(2019, 10, 30))
    number = next(
        item["head"]["registry_number"] for item in document.draft.items if item["head"].get("registry_number")
    )
    body = register_body(registrar, name=body_name)
    register_matter(registrar, registry_number=number, body=body)
    return registrar, document, body.pk


def test_a_role_for_a_body_counts_for_its_documents_and_for_no_other_bodys() -> None:
    registrar, document, body = paper_of("Hälso- och sjukvårdsnämnden")
    other = register_body(registrar, name="Kulturnämnden")
    mine, theirs = of_body(body, Role.REGISTRAR), of_body(other.pk, Role.REGISTRAR)
    draft = document.draft  # type: ignore[attr-defined]
    with refused("not_for_your_body", RefusedError):
        mark(theirs, draft=draft, fact="0.0", state=CONFIRMED)
    with refused("not_for_your_body", RefusedError):
        publish(theirs, document=document)  # type: ignore[arg-type]
    assert draft.marks.count() == 0
    mark(mine, draft=draft, fact="0.0", state=CONFIRMED)
    mark(registrar, draft=draft, fact="0.0", state=CONFIRMED)


def test_a_fact_is_its_papers_bodys_and_so_is_making_the_paper_joint() -> None:
    registrar, document, body = paper_of("Hälso- och sjukvårdsnämnden")
    other = register_body(registrar, name="Kulturnämnden")
    draft = document.draft  # type: ignore[attr-defined]
    mark(registrar, draft=draft, fact="0.0", state=CONFIRMED)
    bound = {other.pk: frozenset({Role.REGISTRAR})}
    officer = Acting(registrar.person, registrar.organisation, frozenset({Role.OFFICER}), for_bodies=bound)
    with refused("not_for_your_body", RefusedError):
        record(officer, draft=draft, places={0: Place()}, why="bekräftat", ground="received_extract")
    (entry,) = record(officer, draft=draft, places={0: Place()}, why="bekräftat")
    fact = entry.facts.get()
    theirs = of_body(other.pk, Role.OFFICER)
    with refused("not_for_your_body", RefusedError):
        take_back(theirs, fact=fact, why="Fel")
    with refused("not_for_your_body", RefusedError):
        correct(theirs, fact=fact, value={}, why="Fel")
    take_back(of_body(body, Role.OFFICER), fact=fact, why="Fel")


def test_what_is_no_bodys_is_anybodys_with_the_right() -> None:
    body = register_body(office(REGION), name="Kulturnämnden")
    acting = of_body(body.pk, Role.OFFICER)
    path = EXAMPLES / PAPER
    document, _ = receive(acting, paper=read_paper(path.read_bytes(), path.name), arrived=date(2024, 1, 2))
    mark(acting, draft=document.draft, fact="0.0", state=CONFIRMED)


def test_a_body_that_took_over_has_what_was_its_predecessors() -> None:
    from samverkan.actions.belonging import taken_over

    registrar = office(REGION)
    old = register_body(registrar, name="Sociala nämnden", from_day=date(2000, 1, 1))
    new = register_body(registrar, name="Socialnämnden", from_day=date(2011, 1, 1), after=[old])
    newest = register_body(registrar, name="Omsorgsnämnden", from_day=date(2020, 1, 1), after=[new])
    assert taken_over(newest.pk) == {old.pk, new.pk, newest.pk}
    assert taken_over(old.pk) == {old.pk}


def test_the_register_is_the_organisations_but_for_the_bodys_own_matters() -> None:
    registrar = office(REGION)
    body, other = register_body(registrar, name="Nämnden"), register_body(registrar, name="Kulturnämnden")
    acting = of_body(body.pk, Role.REGISTRAR)
    register_matter(acting, registry_number="N 2024/1", body=body)
    for attempt in (
        lambda: register_matter(acting, registry_number="N 2024/2", body=other),
        lambda: register_matter(acting, registry_number="N 2024/3"),
        lambda: register_body(acting, name="Ännu en nämnd"),
    ):
        with refused("not_for_your_body", RefusedError):
            attempt()


def test_no_role_for_a_body_gives_a_right_over_the_whole_organisation() -> None:
    acting = of_body(1, *Role)
    for right in (Right.MANAGE_PEOPLE, Right.MANAGE_TOKENS, Right.READ_LOGS):
        assert not acting.may(right)
        assert any(right in MAY[role] for role in Role)
    assert acting.may(Right.REVIEW)
