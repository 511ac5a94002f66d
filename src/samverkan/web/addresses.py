"""Every page's address. Each view declares the right it asks for; `tests/web/test_routes.py` walks them all."""

from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from samverkan.web.views import (
    agreement,
    agreements,
    document,
    documents,
    facts,
    login,
    logs,
    matters_import,
    reminders,
    review,
    review_end,
    review_fact,
    search,
    start,
)

urlpatterns: list[URLPattern] = [
    path("", start.start, name="start"),
    path("documents", documents.documents, name="documents"),
    path("documents/upload", documents.upload, name="upload"),
    path("matters/import", matters_import.matters_import, name="matters-import"),
    path("review", documents.queue, name="queue"),
    path("documents/<uuid:id>", document.document, name="document"),
    path("documents/<uuid:id>/pages/<int:page>.png", document.page_picture, name="page-picture"),
    path("documents/<uuid:id>/original", document.original, name="original"),
    path("documents/<uuid:id>/review", review.review, name="review"),
    path("documents/<uuid:id>/review/mark", review.review_mark, name="review-mark"),
    path("documents/<uuid:id>/review/fact", review_fact.review_fact, name="review-fact"),
    path("documents/<uuid:id>/review/add", review_fact.review_add, name="review-add"),
    path("documents/<uuid:id>/review/record", review_end.review_record, name="review-record"),
    path("login", login.login, name="login"),
    path("logout", login.logout, name="logout"),
    path("organisation", login.choose_organisation, name="choose-organisation"),
    path("language", login.choose_language, name="choose-language"),
    path("reminders", reminders.reminders, name="reminders"),
    path("reminders/stop/<str:token>", csrf_exempt(reminders.stop), name="stop-digest"),  # RFC 8058: no form before it
    path("calendar/<str:secret>.ics", reminders.feed, name="calendar"),
    path("logs", logs.logs, name="logs"),
    path("agreements", agreements.agreements, name="agreements"),
    path("agreements/<uuid:id>", agreement.agreement, name="agreement"),
    path("agreements/<uuid:id>/facts", facts.facts, name="facts"),
    path("agreements/<uuid:id>/facts/new", facts.state_fact, name="state-fact"),
    path("agreements/<uuid:id>/facts/<int:fact>", facts.correct_fact, name="correct-fact"),
    path("search", search.search, name="search"),
]
