"""The ledger as a Django application."""

from django.apps import AppConfig


class Store(AppConfig):
    """Models of the facts, and of the people and papers behind them."""

    name = "samverkan.store"
    label = "store"
