"""An organisation's file handed over to its archive: one package on disk, checked, with audit rows before and after.

The work takes longer than a transaction should: that it was begun is recorded first, that it is whole last.
"""

from __future__ import annotations

import hashlib
import json
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils import timezone

from samverkan.actions.acting import Acting, InvalidError, action
from samverkan.actions.roles import Right
from samverkan.core.writing.archive_erms import erms
from samverkan.core.writing.archive_mets import DATA, DOCUMENTATION, ERMS, METS, SCHEMAS, mets
from samverkan.core.writing.archive_values import Keeper, Words
from samverkan.outside.package_check import check_package
from samverkan.outside.packing import Packing, half_made
from samverkan.store import blobs
from samverkan.store.records import gather
from samverkan.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from samverkan.core.writing.archive_values import Holding
    from samverkan.store.records import Gathered

FACTS: Final = f"{DATA}uppgifter.json"
MONEY: Final = f"{DATA}ekonomi.json"
_ABOUT: Final = f"{DOCUMENTATION}om-paketet.txt"
_ABOUT_MONEY: Final = f"{DOCUMENTATION}om-ekonomin.txt"
_SOURCES: Final = f"{SCHEMAS}scheman.txt"


class Archived(NamedTuple):
    """A package as it was handed over. `kept`: files that an earlier try had put there whole; `others`: half-made packages."""

    folder: Path
    matters: int
    documents: int
    files: int
    size: int
    kept: int
    others: list[str]


def archive(
    acting: Acting, *, to: Path, until: date | None = None, schemas: Path | None = None,
    told: Callable[[int], object] = lambda _: None, counted: Callable[[int], object] = lambda _: None,
) -> Archived:  # fmt: skip
    """Make the organisation's package in the folder `to`, of what had come to it by the day; all there is if none is said.

    `schemas`: a folder whose XML schemas go with it; `counted` hears how many files there will be, `told` each that is done.
    InvalidError where there is nothing, where one of that name is there, and where documents have lost their bytes.
    """
    if until is not None and until > acting.today:
        raise InvalidError("archive_later", day=until)
    name = package_name(acting, until)
    if (to / name).exists():
        raise InvalidError("package_exists", name=name, folder=str(to))
    _begin(acting, name=name, until=until)
    organisation = acting.organisation
    keeper = Keeper(
        organisation.pk, organisation.called(until or acting.today), "Samverkan", version("samverkan"),
        timezone.localtime(acting.at).replace(microsecond=0),
    )  # fmt: skip
    gathered = gather(organisation, keeper, until)
    holding = gathered.holding
    if not holding.matters and not holding.records:
        raise InvalidError("archive_empty")
    packing = Packing(to, name)
    again = packing.again
    counted(len({file.path for one in holding.records for file in one.files}))
    _documents(packing, holding, told)
    _described(packing, gathered, name, schemas)
    label = say("records", "package.label", {"organisation": keeper.name, "until": until or acting.today}, "sv")
    packing.close(mets(keeper, packing.files, package=name, label=label))
    wrong = check_package(packing.folder, name=name)
    if wrong:
        raise InvalidError(
            "package_not_whole", name=packing.folder.name, files=[one.values.get("file") for one in wrong]
        )
    _end(acting, packing=packing, holding=holding)
    folder = packing.rename()
    size = sum(one.size for one in packing.files)
    others = half_made(to, f"arkiv-{organisation.pk}-")
    kept = packing.kept if again else 0
    return Archived(folder, len(holding.matters), len(holding.records), len(packing.files), size, kept, others)


def package_name(acting: Acting, until: date | None) -> str:
    """What a package is called: whose it is and until when. One that is begun again has the same name."""
    return f"arkiv-{acting.organisation.pk}-{until or acting.today}"


@action(Right.ARCHIVE)
def _begin(acting: Acting, *, name: str, until: date | None) -> None:
    """That somebody begins to take the organisation's file out."""
    acting.note("archive_begun", name, until=until)


@action(Right.ARCHIVE)
def _end(acting: Acting, *, packing: Packing, holding: Holding) -> None:
    """That the package is whole, and by which list of files it is known."""
    listed = hashlib.sha256((packing.folder / METS).read_bytes()).hexdigest()
    acting.note(
        "archive_made", packing.whole.name, mets=listed, files=len(packing.files), documents=len(holding.records),
        matters=len(holding.matters), until=holding.until,
    )  # fmt: skip


def _documents(packing: Packing, holding: Holding, told: Callable[[int], object]) -> None:
    """The documents' bytes, each once; all that are lost are named before it stops."""
    lost: list[str] = []
    seen: set[str] = set()
    for one, file in ((record, file) for record in holding.records for file in record.files):
        if file.path in seen:
            continue
        seen.add(file.path)
        try:
            packing.put(file.path, file.media, one.recorded, file.sha256, partial(blobs.fetch, file.sha256))
        except OSError as error:
            if error.errno is not None and not isinstance(error, FileNotFoundError):
                raise  # the disk that is written to, not the storage that is read from
            lost.append(one.number or one.id)
        told(1)
    if lost:
        raise InvalidError("archive_lacks", documents=lost, name=packing.folder.name)


def _described(packing: Packing, gathered: Gathered, name: str, schemas: Path | None) -> None:
    """What the program itself puts beside the documents."""
    keeper = gathered.holding.keeper
    words = Words(*(say("records", f"package.{code}", {}, "sv") for code in ("loose", "protected", "regulation")))
    data, told = {FACTS: gathered.facts}, {_SOURCES: "schemas"}
    if any(gathered.money.values()):
        data[MONEY], told[_ABOUT_MONEY] = gathered.money, "money"
    for path, said in data.items():
        packing.put_bytes(path, "application/json", keeper.at, json.dumps(said, ensure_ascii=False, indent=1).encode())
    packing.put_bytes(ERMS, "application/xml", keeper.at, erms(gathered.holding, words, package=name))
    values = {
        "organisation": keeper.name, "number": keeper.number, "name": name, "version": keeper.version,
        "matters": len(gathered.holding.matters), "documents": len(gathered.holding.records),
    }  # fmt: skip
    packing.put_bytes(_ABOUT, "text/plain", keeper.at, say("records", "package.about", values, "sv").encode() + b"\n")
    for path, code in told.items():
        packing.put_bytes(path, "text/plain", keeper.at, say("records", f"package.{code}", {}, "sv").encode() + b"\n")
    for one in _schemas(schemas):
        packing.put_bytes(f"{SCHEMAS}{one.name}", "application/xml", keeper.at, one.read_bytes())


def _schemas(folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        yield from sorted(one for one in folder.glob("*.xsd") if one.is_file())
