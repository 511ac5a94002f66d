"""An action is done whole, with its audit row, by somebody who may; or not at all."""

import pytest
from tests.store.office import REGION, office

from samverkan.actions.acting import Acting, RefusedError, action
from samverkan.actions.register import register_body, register_matter
from samverkan.actions.roles import MAY, Right, Role
from samverkan.store.models import AuditContent, AuditEntry, Body, Matter


@action(Right.KEEP_REGISTER)
def fails_half_way(acting: Acting) -> None:
    register_matter(acting, registry_number="X 1")
    acting.note("half_done", "X 1")
    raise ValueError("on the way")


@action(Right.KEEP_REGISTER)
def says_nothing(acting: Acting) -> None:
    Matter.objects.create(organisation=acting.organisation, registry_number="X 2")


@action(Right.KEEP_REGISTER)
def calls_another(acting: Acting) -> None:
    acting.note("before", "-")
    register_matter(acting, registry_number="X 3")
    acting.note("after", "-")


@pytest.mark.parametrize("role", Role)
def test_who_may_not_is_refused_and_nothing_is_written(role: Role) -> None:
    acting = office(REGION, role)
    before = AuditEntry.objects.count()
    if Right.KEEP_REGISTER in MAY[role]:
        register_body(acting, name="Socialnämnden")
        assert AuditEntry.objects.count() == before + 1
        return
    with pytest.raises(RefusedError, match="not_allowed"):
        register_body(acting, name="Socialnämnden")
    assert not Body.objects.exists()
    assert AuditEntry.objects.count() == before


def test_a_fault_on_the_way_leaves_nothing_not_even_its_audit_row() -> None:
    acting = office(REGION)
    before = AuditEntry.objects.count()
    with pytest.raises(ValueError, match="on the way"):
        fails_half_way(acting)
    assert not Matter.objects.exists()
    assert AuditEntry.objects.count() == before
    assert acting.notes == []


def test_an_action_that_says_nothing_of_what_it_does_is_not_done() -> None:
    with pytest.raises(RuntimeError, match="said nothing"):
        says_nothing(office(REGION))
    assert not Matter.objects.exists()


def test_an_action_inside_another_has_its_own_row() -> None:
    acting = office(REGION)
    AuditContent.objects.all().delete()
    calls_another(acting)
    assert list(AuditContent.objects.order_by("pk").values_list("verb", flat=True)) == [
        "matter_registered",
        "before",
        "after",
    ]


def test_the_audit_row_says_who_what_and_on_what() -> None:
    acting = office(REGION)
    body = register_body(acting, name="Socialnämnden")
    row = AuditContent.objects.get(verb="body_registered")
    assert acting.person is not None
    assert (row.target, row.content["by"], row.content["roles"]) == (str(body.pk), str(acting.person.pk), ["registrar"])
    assert row.content["values"]["name"] == "Socialnämnden"
    assert len(row.content["salt"]) == 32
