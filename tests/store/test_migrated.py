"""A database of an earlier version: a plain page and a plain sentence that say what to run, until it has been run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.store.own import workspace

if TYPE_CHECKING:
    from pathlib import Path

    from tests.store.own import Workspace

ASK = """
from samverkan.config.wsgi import application
def ask(path):
    told = {}
    def start(status, headers, info=None):
        told.update(status=status, headers=dict(headers))
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_NAME": "localhost", "SERVER_PORT": "80",
               "HTTP_HOST": "localhost", "wsgi.input": __import__("io").BytesIO(), "wsgi.url_scheme": "http", "QUERY_STRING": ""}
    body = b"".join(application(environ, start)).decode()
    print(told["status"], told["headers"]["Content-Type"], body.replace(chr(10), " "))
"""
BEHIND = """
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from samverkan.store.ownership import owner
from django.conf import settings
last = max(name for app, name in MigrationRecorder(connection).applied_migrations() if app == "store")
with owner("default", settings.DATABASE_OWNER_URL):
    MigrationRecorder(connection).{done}("store", {name})
print(last)
"""
LACKING = """
from django.conf import settings
from django.db import connection
from samverkan.store.ownership import owner
with owner("default", settings.DATABASE_OWNER_URL), connection.cursor() as cursor:
    cursor.execute("ALTER TABLE store_searchtext RENAME TO store_gone")
"""


def _behind(own: Workspace) -> str:
    return own.python(BEHIND.format(done="record_unapplied", name="last")).strip()


def test_pages_say_what_to_run_until_it_has_been_run(tmp_path: Path) -> None:
    with workspace(tmp_path / "home") as own:
        last = _behind(own)
        applied = BEHIND.format(done="record_applied", name=repr(last))
        program = f"{ASK}\nask('/login'); ask('/api/v1/agreements')\n{applied}\nask('/login')"
        page, problem, _, after = own.python(program).splitlines()
        assert page.startswith("503 Service Unavailable text/html")
        for words in ("samverkan migrate", "Samverkan uppdateras", "Samverkan is being updated"):
            assert words in page
        kind, _, content = problem.removeprefix("503 Service Unavailable ").partition(" ")
        said = json.loads(content)
        assert (kind, said["code"], said["status"]) == ("application/problem+json", "updating", 503)
        assert said["type"] == "http://localhost/api/v1/docs#updating"
        assert after.startswith("200 OK text/html")


LAID_UP = """
from datetime import date
from samverkan.store.models import Agreement, Cooperation, StandingSpan
of = Agreement.objects.create(cooperation=Cooperation.objects.create())
day = date(2020, 1, 1)
told = {"standing": "agreed", "title": "", "parties": "", "waiting": 0, "searched": ""}
StandingSpan.objects.create(agreement=of, scope="joint", first=day, last=day, **told)
"""


def test_what_an_earlier_version_laid_up_is_laid_up_anew_once(tmp_path: Path) -> None:
    told = "Registren görs på nytt"
    count = "from samverkan.store.models import StandingSpan\nprint(StandingSpan.objects.count())"
    with workspace(tmp_path / "home") as own:
        assert told not in own.samverkan("migrate")
        own.python(LAID_UP)
        own.samverkan("manage", "migrate", "sessions", "zero", "-v0")
        assert own.python(count).strip() == "1"
        assert told in own.samverkan("migrate")
        assert own.python(count).strip() == "0"
        assert told not in own.samverkan("migrate")


def test_an_empty_database_is_told_of_too(tmp_path: Path) -> None:
    with workspace(tmp_path / "home", migrated=False) as own:
        assert "samverkan migrate" in own.python(f"{ASK}\nask('/')")
        _, said = own.start("rebuild").communicate(timeout=120)
        assert "samverkan migrate" in said


def test_a_command_says_so_in_a_sentence(tmp_path: Path) -> None:
    with workspace(tmp_path / "home") as own:
        _behind(own)
        own.python(LACKING)
        process = own.start("rebuild", "search")
        _, said = process.communicate(timeout=120)
        assert process.returncode == 1, said
        assert "Traceback" not in said
        assert "tidigare version" in said


BEFORE = """
from datetime import date
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from samverkan.store.ownership import owner
to = [("store", "0022_cost_columns")]
with owner("default", settings.DATABASE_OWNER_URL):
    MigrationExecutor(connection).migrate(to)
    models = MigrationExecutor(connection).loader.project_state(to).apps
    made = lambda name, **of: models.get_model("store", name).objects.create(**of)
    one, two = (made("Organisation", number=number, kind="municipality") for number in ("2120990011", "2120990029"))
    agreement = made("Agreement", cooperation=made("Cooperation"))
    day = date(2025, 1, 1)
    settlement = made(
        "Settlement", agreement=agreement, organisation=one, number=1, kind="final", first=day, last=day, result={}, digest=""
    )
    paper = made("Content", sha256="0" * 64, size=1, kind="pdf")
    of = {"settlement": settlement, "organisation": one, "buyer": two, "xml": paper, "pdf": paper}
    of["data"] = {"sums": {"net": 700}, "beside": ["a"]}
    first = made("Invoice", number="1", credits=None, **of)
    made("Invoice", number="2", credits=first, **of)
"""
AFTER = """
from samverkan.store.models import InvoiceCredited, InvoicesLeft
print([(one.credit_note.number, one.invoice.number, one.ore) for one in InvoiceCredited.objects.all()])
print([(one.settlement.number, one.papers) for one in InvoicesLeft.objects.all()])
"""


def test_what_invoices_said_of_others_is_kept_in_rows_of_its_own(tmp_path: Path) -> None:
    with workspace(tmp_path / "home") as own:
        own.python(BEFORE)
        own.samverkan("migrate")
        assert own.python(AFTER).split("\n")[:2] == ["[('2', '1', 700)]", "[(1, ['a'])]"]
