"""Whether the database is as this version of the program wants it, and its search index laid up: nothing in, yes or no out."""

from __future__ import annotations

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Exists, OuterRef

from samverkan.store.models import Document, SearchText


def is_behind() -> bool:
    """Whether migrations wait to be run."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def search_is_whole(*, thoroughly: bool) -> bool:
    """Whether the search index holds words at all where there are texts; `thoroughly`: those of every text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM store_searchwords LIMIT 1")
        any_words = cursor.fetchone() is not None
    texts = Document.objects.filter(content__rendition__isnull=False)
    if not any_words:
        return not texts.exists()
    if not thoroughly:
        return True
    return not texts.filter(~Exists(SearchText.objects.filter(document=OuterRef("pk")))).exists()
