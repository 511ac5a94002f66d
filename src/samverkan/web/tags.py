"""Template tags: words by code, dates and money as people write them."""

from django import template

register = template.Library()
