"""Every address of the workspace: the pages, then the API."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("samverkan.web.addresses")),
]
