"""The money of an agreement: rules, budgets, cost taken in, settlements and invoices; each a row that is written once.

Amounts are whole öre. What an agreement costs is joint: its parties see each other's rows. Of a voucher only what belongs to an
agreement is kept, never the rest of an organisation's accounts.
"""

from __future__ import annotations

import uuid

from django.db import models

from samverkan.store.models.documents import Content
from samverkan.store.models.matters import Agreement
from samverkan.store.models.parties import Organisation
from samverkan.store.models.recorded import Recorded


class MoneyRules(Recorded):
    """The rules of money beside the shares, whole, as they are from now on; the last row counts.

    `organisation` None: what the agreement says (who provides, caps, figures by year, VAT); else which of that party's accounts and
    objects are the agreement's. `data` has the keys of docs/funding.md; `ground` says where it is agreed.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="money_rules")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    data = models.JSONField()
    ground = models.CharField(max_length=400)


class CostDraft(models.Model):
    """A file of costs on its way in, until its lines are taken; then it is gone, and its file's row has its key.

    `state`: "reading" (a large file that `samverkan work` reads, or has not begun with), "columns" (a list whose columns somebody is to
    say), "ready" (to be looked at), "taking" (its many vouchers are being booked), "refused" (nothing of it may be used: `data` says
    why) or "dropped" (so that its address answers). `done` of `total`: bytes read. `ledger`: see `CostFile`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey("store.Person", models.CASCADE, related_name="+")
    made = models.DateTimeField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    data = models.JSONField()
    state = models.CharField(max_length=10, default="ready")
    ledger = models.CharField(max_length=80, blank=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)


class CostColumns(Recorded):
    """Which headings of a list of costs are which of our columns, as the organisation said it; for files with the same headings.

    `headings` is the digest of them in their order; the last row counts.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    headings = models.CharField(max_length=64)
    columns = models.JSONField()

    class Meta:
        """Sought by the headings."""

        indexes = [models.Index(fields=["organisation", "headings"], name="cost_columns_sought")]


class CostFile(Recorded):
    """That vouchers were taken from a file ("typed": somebody wrote them), and how many. `despite`: why, though it was flawed.

    `ledger`: which accounts it is of, "" the organisation's own: vouchers of two ledgers may have the same number.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="cost_files")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64, blank=True)
    ledger = models.CharField(max_length=80, blank=True)
    vouchers = models.PositiveIntegerField()
    despite = models.CharField(max_length=400, blank=True)


class BookedVoucher(Recorded):
    """A voucher's part of an agreement's cost, as it was booked.

    `key` tells it from every other of the organisation's (`store.money.booked`). `replaces`: as it was
    before it changed; a voucher that is `withdrawn` has no lines any more. `digest` is of its lines.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="vouchers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    file = models.ForeignKey(CostFile, models.PROTECT, related_name="booked")
    key = models.CharField(max_length=200)
    name = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=64)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced")
    withdrawn = models.BooleanField(default=False)
    why = models.CharField(max_length=400, blank=True)

    class Meta:
        """Taken once; each state replaced once."""

        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation", "key"],
                condition=models.Q(replaces=None),
                name="voucher_taken_once",
            )
        ]
        indexes = [
            models.Index(fields=["agreement", "organisation", "key"], name="voucher_by_key"),
            models.Index(fields=["agreement", "digest"], name="voucher_by_digest"),
        ]


class BookedLine(models.Model):
    """One line of a voucher; `first` and `last` the days it is for, where they are others than its own."""

    voucher = models.ForeignKey(BookedVoucher, models.PROTECT, related_name="lines")
    row = models.PositiveIntegerField()
    day = models.DateField()
    ore = models.BigIntegerField()
    account = models.CharField(max_length=20, blank=True)
    objects_on = models.JSONField(default=list)
    text = models.CharField(max_length=400, blank=True)
    first = models.DateField(null=True)
    last = models.DateField(null=True)


class Budget(Recorded):
    """A year's budget of an agreement, as decided in a §; a later one of the same year replaces it and both are kept.

    `entry`: the § itself, where the organisation holds the minutes; None where the decision is only told of.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="budgets")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    body = models.CharField(max_length=200)
    section = models.CharField(max_length=20)
    decided = models.DateField()
    entry = models.ForeignKey("store.Entry", models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        """Numbered within the year."""

        constraints = [models.UniqueConstraint(fields=["agreement", "year", "number"], name="budget_number_once")]


class BudgetLine(models.Model):
    """What a budget has for a type of cost, and the accounts that are of it (patterns as in docs/funding.md)."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    cost_type = models.CharField(max_length=120)
    ore = models.BigIntegerField()
    accounts = models.JSONField(default=list)


class Settlement(Recorded):
    """A settlement put to the parties. `result` is the whole of it (docs/json.md), and never changes; `digest` is of it.

    `kind`: interim (what is billed before the year has ended) or final.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="settlements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    first = models.DateField()
    last = models.DateField()
    result = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        """Numbered within the agreement."""

        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="settlement_number_once")]


class SettlementApproved(Recorded):
    """That a party's economist approved a settlement; with the last party's it is closed."""

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="approvals")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)

    class Meta:
        """Once a party."""

        constraints = [models.UniqueConstraint(fields=["settlement", "organisation"], name="settlement_approved_once")]


class SettlementWithdrawn(Recorded):
    """That a settlement was taken back, or turned down by a party, before it was closed."""

    settlement = models.OneToOneField(Settlement, models.PROTECT, related_name="withdrawn")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    why = models.CharField(max_length=400)


class InvoiceDetails(Recorded):
    """What an organisation's invoices say of it: address, giro, VAT number, endpoint, account strings; the last row counts."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invoice_details")
    data = models.JSONField()


class Invoice(Recorded):
    """An invoice, or a credit note, made from a closed settlement: its values, as XML and as PDF."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="invoices")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    buyer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    data = models.JSONField()
    xml = models.ForeignKey(Content, models.PROTECT, related_name="+")
    pdf = models.ForeignKey(Content, models.PROTECT, related_name="+")

    class Meta:
        """A number is one invoice of one organisation."""

        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="invoice_number_once")]


class InvoiceCredited(models.Model):
    """What a credit note gives back of one invoice, in öre without VAT; there is one row for each invoice that it names."""

    credit_note = models.ForeignKey(Invoice, models.PROTECT, related_name="credits")
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="credited")
    ore = models.BigIntegerField()

    class Meta:
        """Each named once."""

        constraints = [models.UniqueConstraint(fields=["credit_note", "invoice"], name="invoice_credited_once")]


class InvoicesLeft(Recorded):
    """What the first invoices of a settlement left for the others to make, as plain values: what is said later changes nothing."""

    settlement = models.OneToOneField(Settlement, models.PROTECT, related_name="invoices_left")
    papers = models.JSONField()
