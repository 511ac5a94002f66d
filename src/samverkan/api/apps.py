"""The API as a Django application."""

from django.apps import AppConfig


class Api(AppConfig):
    """The routes under /api/v1."""

    name = "samverkan.api"
    label = "api"
