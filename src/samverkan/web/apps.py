"""The pages as a Django application."""

from django.apps import AppConfig


class Web(AppConfig):
    """Templates and static files of the pages."""

    name = "samverkan.web"
    label = "web"
