"""What reading costs: a PDF against its bare text, a long text against a short one, a text against eyecite's citations."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import pypdfium2

import samverkan
from bench import papers
from bench.timing import medians

_PAGES = 96
_RUNS = 7
_SHORT, _LONG = 100_000, 10_000_000


def run() -> list[tuple[str, str]]:
    """Ratios, each of figures from this run."""
    with TemporaryDirectory() as folder:
        return [*_against_bare_text(Path(folder)), *_growth(Path(folder)), *_against_citations(Path(folder))]


def _against_bare_text(folder: Path) -> list[tuple[str, str]]:
    rows = []
    for layout, place in enumerate(papers.PLACES):
        path = folder / f"{layout}.pdf"
        subprocess.run([sys.executable, "-m", "bench.papers", str(_PAGES), str(layout), str(path)], check=True)
        data = path.read_bytes()
        bare, full = medians(_RUNS, partial(_bare_text, data), partial(samverkan.read, path))
        ratio = f"{full / bare:.2f} ({full * 1000:.0f}/{bare * 1000:.0f} ms)"
        rows.append((f"{_PAGES}-page PDF, read / bare text, as {place.organisation}", ratio))
    return rows


def _bare_text(data: bytes) -> str:
    """What pypdfium2 gives, page by page."""
    document = pypdfium2.PdfDocument(data)
    parts = []
    for page in document:
        text = page.get_textpage()
        parts.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return "".join(parts)


def _growth(folder: Path) -> list[tuple[str, str]]:
    """Characters a second of a text of 10 MB, in parts of that of 100 kB."""
    short, long = folder / "short.txt", folder / "long.txt"
    short.write_text(papers.text(_SHORT, 1), encoding="utf-8")
    long.write_text(papers.text(_LONG, 1), encoding="utf-8")
    samverkan.read(short)
    one, hundred = min(_processor_time(short) for _ in range(5)), _processor_time(long)
    return [
        ("text at 10 MB, throughput in parts of that at 100 kB", f"{_LONG / hundred / (_SHORT / one):.2f}"),
        ("text at 100 kB", f"{_SHORT / one / 1e6:.2f} MB/s"),
    ]


def _processor_time(path: Path) -> float:
    """The processor's seconds for one reading: too long a time for taking turns with anything."""
    start = process_time()
    samverkan.read(path)
    return process_time() - start


_REAL = Path(__file__).parents[2] / "shared" / "minutes" / "goteborg-2023.jsonl"


def _against_citations(folder: Path) -> list[tuple[str, str]]:
    """Our own papers, every one about an agreement, and real minutes where they are at hand."""
    from eyecite import get_citations  # its own memory would slow the copies that read PDFs

    texts = {"": papers.text(_SHORT, 0)}
    if _REAL.is_file():
        rows = _REAL.read_text(encoding="utf-8").splitlines()
        texts[", real minutes"] = "\n\n".join(json.loads(row)["text"] for row in rows)[:_SHORT]
    found = []
    for which, text in texts.items():
        path = folder / "text.txt"
        path.write_text(text, encoding="utf-8")
        ours, theirs = medians(_RUNS, partial(samverkan.read, path), partial(get_citations, text))
        found.append((f"text read, times as fast as eyecite finds citations{which}", f"{theirs / ours:.2f}"))
    return found
