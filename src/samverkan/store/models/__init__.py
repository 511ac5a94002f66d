"""Every table: parties, matters, documents, facts, clauses, meetings, extracts, people, logs, drafts and indexes.

Those that `store.append_only` lists are never changed; drafts and indexes can be dropped and made again.
"""

from samverkan.store.models.clauses import Clause, ClauseComment, ClauseLock, ClauseVersion
from samverkan.store.models.diary import DiaryList, DiarySystem
from samverkan.store.models.documents import Content, Document, Particulars, Published, Rendition, Shared
from samverkan.store.models.drafts import Draft, Mark, Step
from samverkan.store.models.extracts import (
    Certification,
    CertificationSigned,
    CertificationWithdrawn,
    Dispatch,
    DispatchStep,
    Extract,
    ExtractReceived,
    Pinned,
    Unpinned,
)
from samverkan.store.models.facts import Entry, Fact
from samverkan.store.models.indexes import Due, StandingSpan
from samverkan.store.models.logos import Logo
from samverkan.store.models.logs import AuditContent, AuditEntry, ReadContent, ReadEntry, Seal, Sealed
from samverkan.store.models.mail import CalendarFeed, Digest
from samverkan.store.models.matters import Agreement, AgreementMatter, Cooperation, Matter, Party
from samverkan.store.models.meetings import (
    AgendaItem,
    Justering,
    JusteringSigned,
    JusteringWithdrawn,
    Meeting,
    Minutes,
    MinutesPart,
    Notice,
    NoticeDown,
    NumberSeries,
)
from samverkan.store.models.originals import (
    Original,
    OriginalKept,
    OriginalSigned,
    OriginalSigner,
    OriginalWithdrawn,
    Signatory,
    SignatoryEnded,
)
from samverkan.store.models.parties import Body, BodyEnded, Organisation, OrganisationName
from samverkan.store.models.people import Attempt, Cached, LoginSession, Person, Role
from samverkan.store.models.records import Disclosed, Disposed, OpenedRegister, Redacted, RedactionNeeded, RetentionRule
from samverkan.store.models.registers import MatterBody, NumberRead, RegisterAssignment, RegisterEntry
from samverkan.store.models.searching import SearchKnown, SearchReader, SearchTail, SearchText, SearchWords
from samverkan.store.models.tokens import ApiToken

__all__ = [
    "AgendaItem",
    "Agreement",
    "AgreementMatter",
    "ApiToken",
    "Attempt",
    "AuditContent",
    "AuditEntry",
    "Body",
    "BodyEnded",
    "Cached",
    "CalendarFeed",
    "Certification",
    "CertificationSigned",
    "CertificationWithdrawn",
    "Clause",
    "ClauseComment",
    "ClauseLock",
    "ClauseVersion",
    "Content",
    "Cooperation",
    "DiaryList",
    "DiarySystem",
    "Digest",
    "Disclosed",
    "Dispatch",
    "DispatchStep",
    "Disposed",
    "Document",
    "Draft",
    "Due",
    "Entry",
    "Extract",
    "ExtractReceived",
    "Fact",
    "Justering",
    "JusteringSigned",
    "JusteringWithdrawn",
    "LoginSession",
    "Logo",
    "Mark",
    "Matter",
    "MatterBody",
    "Meeting",
    "Minutes",
    "MinutesPart",
    "Notice",
    "NoticeDown",
    "NumberRead",
    "NumberSeries",
    "OpenedRegister",
    "Organisation",
    "OrganisationName",
    "Original",
    "OriginalKept",
    "OriginalSigned",
    "OriginalSigner",
    "OriginalWithdrawn",
    "Particulars",
    "Party",
    "Person",
    "Pinned",
    "Published",
    "ReadContent",
    "ReadEntry",
    "Redacted",
    "RedactionNeeded",
    "RegisterAssignment",
    "RegisterEntry",
    "Rendition",
    "RetentionRule",
    "Role",
    "Seal",
    "Sealed",
    "SearchKnown",
    "SearchReader",
    "SearchTail",
    "SearchText",
    "SearchWords",
    "Shared",
    "Signatory",
    "SignatoryEnded",
    "StandingSpan",
    "Step",
    "Unpinned",
]  # fmt: skip
