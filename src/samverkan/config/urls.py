"""Every address of the workspace: the pages, then the API."""

from django.urls import URLPattern, URLResolver, include, path

from samverkan.api.docs import docs
from samverkan.api.openapi import openapi_document
from samverkan.api.service import service

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("samverkan.web.addresses")),
    path("", include("samverkan.api.open_addresses")),
    path("api/v1/openapi.json", openapi_document),
    path("api/v1/docs", docs),
    path("api/v1/", service.urls),
]

handler400 = "samverkan.web.views.errors.bad_request"
handler403 = "samverkan.web.views.errors.refused"
handler404 = "samverkan.web.views.errors.missing"
handler500 = "samverkan.web.views.errors.fault"
