"""Every page's address. Each view declares the right it asks for; `tests/web/test_routes.py` walks them all."""

from django.urls import URLPattern, path

from samverkan.web.views import agreement, agreements, login, logs, search, start

urlpatterns: list[URLPattern] = [
    path("", start.start, name="start"),
    path("login", login.login, name="login"),
    path("logout", login.logout, name="logout"),
    path("organisation", login.choose_organisation, name="choose-organisation"),
    path("language", login.choose_language, name="choose-language"),
    path("logs", logs.logs, name="logs"),
    path("agreements", agreements.agreements, name="agreements"),
    path("agreements/<uuid:id>", agreement.agreement, name="agreement"),
    path("search", search.search, name="search"),
]
