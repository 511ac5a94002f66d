"""The addresses of open data: below /oparl/v1.1, and /dcat."""

from django.urls import URLPattern, path

from samverkan.api import open_data

urlpatterns: list[URLPattern] = [
    path("dcat", open_data.catalogue, name="dcat"),
    path("oparl/v1.1", open_data.system, name="oparl"),
    path("oparl/v1.1/body", open_data.bodies, name="oparl-bodies"),
    path("oparl/v1.1/body/<str:number>", open_data.body, name="oparl-body"),
    path("oparl/v1.1/body/<str:number>/<slug:what>", open_data.body_list, name="oparl-body-list"),
    path("oparl/v1.1/organization/<slug:key>/<slug:what>", open_data.organization_list, name="oparl-organization-list"),
    path("oparl/v1.1/<slug:what>/<slug:key>", open_data.thing, name="oparl-thing"),
]
