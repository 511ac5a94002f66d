"""What is recorded is never changed: held by the database itself, on whichever engine the tests run."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from tests.store.office import REGION, confirm, office

from samverkan.actions.acting import Acting
from samverkan.actions.audit import write_read
from samverkan.actions.documents import publish
from samverkan.actions.register import end_body, register_body
from samverkan.store import models
from samverkan.store.append_only import ERASABLE, KEPT, expected, install, installed
from samverkan.store.models import Agreement, Body, Document, Fact, Seal, Sealed

MUTABLE = {
    "store_agendaitem", "store_meeting", "store_numberseries",
    "store_apitoken", "store_attempt", "store_cached", "store_calendarfeed", "store_costdraft", "store_diarylist", "store_diarysystem",
    "store_digest", "store_draft", "store_due", "store_loginsession", "store_mark", "store_matterbody", "store_numberread",
    "store_particulars", "store_person", "store_registerassignment", "store_registerentry", "store_role", "store_searchknown",
    "store_searchreader", "store_searchtail", "store_searchtext", "store_searchwords", "store_standingspan",
    "store_step",
}  # fmt: skip
"""The ledger's tables that may be changed: work on its way, accounts, and what is derived."""


def test_every_table_is_kept_or_says_why_not() -> None:
    kept = {model._meta.db_table for model in (*KEPT, *ERASABLE)}
    ours = {model._meta.db_table for model in apps.get_app_config("store").get_models(include_auto_created=True)}
    assert ours - kept == MUTABLE


def test_the_triggers_are_there_and_on() -> None:
    assert installed(connection) == expected(connection.vendor)
    assert len(expected(connection.vendor)) == 3 * len(KEPT) + (2 if connection.vendor == "sqlite" else 1) * len(
        ERASABLE
    )


def test_a_migration_puts_them_back() -> None:
    name = min(expected(connection.vendor))
    if connection.vendor == "postgresql":
        pytest.skip("only the owner may drop a trigger; see test_the_application_does_not_own_the_tables")
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"')
    assert installed(connection) != expected(connection.vendor)
    call_command("migrate", verbosity=0)
    assert installed(connection) == expected(connection.vendor)


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
def test_nothing_kept_is_changed_or_removed(model: type) -> None:
    _a_row_in_every_table()
    assert model.objects.exists()
    table, key = model._meta.db_table, model._meta.pk.column
    for statement in (f'UPDATE "{table}" SET "{key}" = "{key}"', f'DELETE FROM "{table}"'):
        _refused(statement)


@pytest.mark.parametrize("model", ERASABLE, ids=lambda model: model.__name__)
def test_what_is_logged_is_not_changed_but_may_be_erased(model: type) -> None:
    _a_row_in_every_table()
    column = "kind" if model is models.Rendition else "target"
    _refused(f'UPDATE "{model._meta.db_table}" SET {column} = {column}')
    assert model.objects.all().delete()[0] > 0


def test_truncate_and_replace_are_refused() -> None:
    _paper(office(REGION))
    before = list(Fact.objects.values_list("pk", "kind"))
    if connection.vendor == "postgresql":
        statements = [
            "TRUNCATE store_fact CASCADE",
            "INSERT INTO store_fact SELECT * FROM store_fact ON CONFLICT (id) DO UPDATE SET kind = ''",
        ]
    else:
        statements = [
            "REPLACE INTO store_fact SELECT * FROM store_fact",
            "INSERT OR REPLACE INTO store_content SELECT * FROM store_content",
            "INSERT OR REPLACE INTO store_document (id, recorded, number, arrived, signed_original, by_id, content_id, "
            "matter_id, organisation_id) SELECT '0', recorded, number, arrived, signed_original, by_id, content_id, "
            "matter_id, organisation_id FROM store_document",
        ]
    for statement in statements:
        _refused(statement)
    assert list(Fact.objects.values_list("pk", "kind")) == before


def test_what_an_earlier_version_held_and_this_one_does_not_is_let_go() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the tables belong to another role")
    name = "append_only_store_rendition_delete"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TRIGGER {name} BEFORE DELETE ON store_rendition BEGIN SELECT RAISE(ABORT, 'x'); END")
    install(connection)
    assert installed(connection) == expected(connection.vendor)


def test_replace_is_refused_without_recursive_triggers() -> None:
    """A connection of another program may leave the pragma off: the triggers must hold all the same."""
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own leak")
    office(REGION)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers=OFF")
        with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
            cursor.execute("INSERT OR REPLACE INTO store_organisation SELECT * FROM store_organisation")
        cursor.execute("PRAGMA recursive_triggers=ON")


def test_the_application_does_not_own_the_tables() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        assert cursor.fetchone() == (0,)
        for statement in (
            "ALTER TABLE store_fact DISABLE TRIGGER ALL",
            "DROP TRIGGER append_only_store_fact_update ON store_fact",
            "DROP TABLE store_due",
            "SET session_replication_role = replica",
        ):
            with pytest.raises(DatabaseError, match=r"owner|permission denied"), transaction.atomic():
                cursor.execute(statement)


def _refused(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match=r"append only|permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def _a_row_in_every_table() -> None:
    acting = office(REGION)
    document, _ = _paper(acting)
    body = register_body(acting, name="Nämnden", from_day=date(2001, 1, 1))
    end_body(acting, body=body, last_day=date(2020, 1, 1))
    publish(acting, document=document)
    write_read(acting, str(document.pk))
    seal = Seal.objects.create(organisation=acting.organisation, log="audit", number=1, count=1, digest="0" * 64)
    Sealed.objects.create(seal=seal, log="audit", row=1, position=0)
    _on_the_way_to_a_decision(acting, body, document)
    _money({"agreement": Agreement.objects.first(), "organisation": acting.organisation})
    _kept_as_records(document)


def _kept_as_records(document: Document) -> None:
    models.Disclosed.objects.create(document=document)
    models.OpenedRegister.objects.create(organisation=document.organisation)
    rule = models.RetentionRule.objects.create(
        organisation=document.organisation, kind="summons", from_day=date(2020, 1, 1), ground="Plan"
    )
    models.Disposed.objects.create(document=document, rule=rule, decision="Beslut")
    models.RedactionNeeded.objects.create(document=document)
    models.Redacted.objects.create(original=document, document=document, how="marked")


def _on_the_way_to_a_decision(acting: Acting, body: Body, document: Document) -> None:
    own = {"organisation": acting.organisation}
    clause = models.Clause.objects.create(agreement=Agreement.objects.first())
    version = models.ClauseVersion.objects.create(clause=clause, number=1, content={}, fingerprint="0" * 64, **own)
    models.ClauseComment.objects.create(version=version, text="Ja.", **own)
    models.ClauseLock.objects.create(version=version, **own)
    meeting = models.Meeting.objects.create(body=body, day=date(2019, 10, 23), kept={}, **own)
    item = models.AgendaItem.objects.create(body=body, meeting=meeting, item={}, **own)
    models.Logo.objects.create(**own)
    bytes_ = [models.Content.objects.create(sha256=str(n) * 64, size=1, kind="pdf") for n in range(3)]
    justering = models.Justering.objects.create(meeting=meeting, sections=["1"], content=bytes_[0], signers=[])
    models.JusteringSigned.objects.create(justering=justering, name="Någon", content=bytes_[1])
    models.JusteringWithdrawn.objects.create(justering=justering, why="fel")
    minutes = models.Minutes.objects.create(justering=justering, document=document, day=date(2019, 10, 30))
    models.MinutesPart.objects.create(minutes=minutes, item=item, document=document)
    notice = models.Notice.objects.create(justering=justering, posted=date(2019, 10, 31), place="kansliet")
    models.NoticeDown.objects.create(notice=notice, removed=date(2019, 11, 22))
    certified = models.Certification.objects.create(item=item, minutes=minutes, content=bytes_[0], certifiers=[])
    models.CertificationSigned.objects.create(certification=certified, name="Någon", content=bytes_[2])
    models.CertificationWithdrawn.objects.create(certification=certified, why="fel")
    extract = models.Extract.objects.create(item=item, minutes=minutes, content=bytes_[2])
    dispatch = models.Dispatch.objects.create(extract=extract, channel="mail", name="Någon", message="<1@example>")
    models.DispatchStep.objects.create(dispatch=dispatch, step="sent")
    pinned = models.Pinned.objects.create(
        sender=acting.organisation, body="Nämnden", certificate="", fingerprint="", **own
    )
    models.Unpinned.objects.create(pinned=pinned, why="bytt")
    models.ExtractReceived.objects.create(document=document, verified={})
    _signed(version, document, bytes_[0], own)


def _signed(version: models.ClauseVersion, document: Document, content: models.Content, own: Any) -> None:
    day = date(2019, 11, 1)
    signatory = models.Signatory.objects.create(name="Någon", office="chef", ground="§ 1", from_day=day, **own)
    models.SignatoryEnded.objects.create(signatory=signatory, last_day=day, why="slutat")
    original = models.Original.objects.create(version=version, content=content, **own)
    models.OriginalSigner.objects.create(original=original, signatory=signatory)
    models.OriginalSigned.objects.create(original=original, content=content, position=1, day=day, **own)
    models.OriginalWithdrawn.objects.create(original=original, why="fel", **own)
    models.OriginalKept.objects.create(original=original, document=document, day=day, **own)


def _money(of: Any) -> None:
    own, day = {"organisation": of["organisation"]}, date(2019, 11, 1)
    models.MoneyRules.objects.create(data={}, ground="p. 6", **of)
    models.CostColumns.objects.create(headings="0" * 64, columns={}, **own)
    file = models.CostFile.objects.create(name="a.se", kind="sie", vouchers=1, **of)
    voucher = models.BookedVoucher.objects.create(file=file, key="2019 A 1", name="A 1", digest="0" * 64, **of)
    models.BookedLine.objects.create(voucher=voucher, row=1, day=day, ore=100)
    budget = models.Budget.objects.create(year=2019, number=1, body="Nämnden", section="1", decided=day, **of)
    models.BudgetLine.objects.create(budget=budget, position=0, cost_type="Hyra", ore=100)
    settled = models.Settlement.objects.create(number=1, kind="final", first=day, last=day, result={}, digest="", **of)
    models.SettlementApproved.objects.create(settlement=settled, digest="", **own)
    models.SettlementWithdrawn.objects.create(settlement=settled, why="fel", **own)
    models.InvoiceDetails.objects.create(data={}, **own)
    content = models.Content.objects.first()
    invoice = models.Invoice.objects.create(
        settlement=settled, buyer=of["organisation"], number="1", data={}, xml=content, pdf=content, **own
    )
    models.InvoiceCredited.objects.create(credit_note=invoice, invoice=invoice, ore=100)
    models.InvoicesLeft.objects.create(settlement=settled, papers=[])


def _paper(acting: Acting) -> tuple[Document, Agreement]:
    day = date(2019, 10, 30)
    return confirm(acting, "vastana/2019-10-23-halso-och-sjukvardsnamnden-112.txt", arrived=day, justered=day)
