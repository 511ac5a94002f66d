"""Full-text search over many documents: generated Swedish text in, how long a search takes out, on the database at hand.

`python -m bench search` measures on an SQLite file of its own, or on DATABASE_URL; SAMVERKAN_BENCH_DOCUMENTS says how many.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADS = """
avtal nämnd vård råd plan chef möte tjänst arbete utskott enhet skola central avgift kostnad budget rapport beslut lag ordning
grupp projekt program stöd behov uppdrag protokoll utveckling utbildning bostad fastighet väg bro park miljö kultur idrott
musik bibliotek museum teater sjukhus mottagning klinik läkare sköterska patient elev lärare barn ungdom familj förälder
""".split()  # fmt: skip
BEFORE = """
samverkans social kommun region barn hälso sjukvårds skol förskole familje kultur miljö bygg trafik närings arbetsmarknads
äldre omsorgs stöd budget års verksamhets utvecklings kvalitets personal ekonomi upphandlings samhälls stads lands läns
""".split()
ENDINGS = ("", "en", "et", "er", "s", "erna", "ens")
PLAIN = """
och att i en som är på för av med den till det om har de ett kan ska från vid inte eller enligt samt under efter mellan inom
dessa detta gäller beslutar godkänner föreslår tillsammans parterna kommunen regionen senast varje ny nya första andra år
""".split()
QUERIES = (
    "avtal", "nämnden", "samverkansavtalet", "vård", "barn familj", "socialnämnden avtal", '"gäller från"', "avtal -barn",
    "samv*", "rapport kostnad budget", "skolskötersk*", '"enligt avtalet" nämnd', "obefintligtord", "familjecentralen", "råd",
    "kommun region beslut", "förskolechefen", '"att i en"', "och", "utvecklingsplanerna",
)  # fmt: skip


def run() -> Iterator[tuple[str, str]]:
    """The 95th percentile of searches by one user, and how long a document takes to lay up."""
    folder = (
        tempfile.mkdtemp(prefix="bench-search-") if "SAMVERKAN_HOME" not in os.environ else os.environ["SAMVERKAN_HOME"]
    )
    os.environ["SAMVERKAN_HOME"] = folder
    os.environ.setdefault("SAMVERKAN_DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverkan.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from samverkan.store.models import Document, Organisation
    from samverkan.store.search import search
    from samverkan.store.view import View

    call_command("migrate", verbosity=0)
    many = int(os.environ.get("SAMVERKAN_BENCH_DOCUMENTS", "100000"))
    if not Document.objects.exists():
        started = time.perf_counter()
        _make(many)
        spent = time.perf_counter() - started
        yield f"laid up, a document of {many} ({connection.vendor})", f"{spent / many * 1000:.2f} ms"
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    for number in ("2000000001", "2000000002"):
        organisation = Organisation.objects.get(number=number)
        seen = organisation.documents.count()
        times = []
        slowest = ("", 0.0)
        for _ in range(5):
            for query in QUERIES:
                started = time.perf_counter()
                search(organisation, View(number), query)
                spent = time.perf_counter() - started
                times.append(spent)
                slowest = max(slowest, (query, spent), key=lambda one: one[1])
        p95 = statistics.quantiles(times, n=20)[-1]
        yield (
            f"search, p95 of {len(times)} by one who sees {seen} of {many} ({connection.vendor})",
            f"{p95 * 1000:.0f} ms (median {statistics.median(times) * 1000:.0f}; slowest {slowest[0]} {slowest[1] * 1000:.0f})",
        )


def _make(many: int) -> None:
    """Half of the documents are one organisation's, the others are spread over 300."""
    from django.db import transaction

    from samverkan.store.models import Content, Document, Organisation, Rendition
    from samverkan.store.wording import index_documents

    chance = random.Random(8)
    words = _words(chance)
    weights = [1 / (n + 3) for n in range(len(words))]
    numbers = [f"{2_000_000_001 + n}" for n in range(301)]
    Organisation.objects.bulk_create([Organisation(number=number, kind="region") for number in numbers])
    for first in range(0, many, 500):
        contents, renditions, documents = [], [], []
        for n in range(first, min(many, first + 500)):
            text = " ".join(chance.choices(words, weights, k=chance.randint(150, 900)))
            sha256 = f"{n:064x}"
            contents.append(Content(sha256=sha256, size=len(text), kind="text"))
            renditions.append(Rendition(content_id=sha256, text=text, pages=[], kind="minutes"))
            owner = numbers[0] if n % 2 else numbers[1 + n // 2 % 300]
            documents.append(
                Document(
                    id=uuid.UUID(int=n + 1), organisation_id=owner, content_id=sha256, number=str(n),
                    arrived=date(2010, 1, 1) + timedelta(days=n % 5000),
                )
            )  # fmt: skip
        with transaction.atomic():
            Content.objects.bulk_create(contents)
            Rendition.objects.bulk_create(renditions)
            Document.objects.bulk_create(documents)
            index_documents(documents)


def _words(chance: random.Random) -> list[str]:
    """A vocabulary as Swedish minutes have it: few words often, many compounds seldom, names and numbers once."""
    compounds = [before + head + ending for before in BEFORE for head in HEADS for ending in ENDINGS]
    longer = [f"{a}{b}s{head}{ending}" for a in BEFORE for b in HEADS[:20] for head in HEADS[:20] for ending in ENDINGS]
    chance.shuffle(compounds)
    chance.shuffle(longer)
    plain = [head + ending for head in HEADS for ending in ENDINGS[:3]]
    chance.shuffle(plain)
    names = ["".join(chance.choices("abdefgiklmnoprstuvå", k=chance.randint(4, 10))) for _ in range(60_000)]
    return [*PLAIN, *plain, *compounds, *longer[:40_000], *names, *map(str, range(20_000))]
