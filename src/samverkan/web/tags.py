"""What templates may do beside showing values: words by code, links that keep the days asked about.

`{% say "agreements:heading" count=n %}` is the sentence of that code in the catalogue before the colon (`pages` where
there is none); `{% to "agreement" id=... %}` is the address of a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from samverkan.actions.roles import Right
from samverkan.web.menu import at_times, daily, of_money
from samverkan.words import amounts, written
from samverkan.words import say as say_words

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.template.context import RequestContext

    from samverkan.store.models import Agreement, Organisation
    from samverkan.store.portfolio import Portfolio
    from samverkan.web.menu import Way
    from samverkan.words import Language

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: RequestContext, code: str, /, **values: Any) -> str:
    """The sentence for a code, in the reader's language."""
    domain, colon, name = code.partition(":")
    return say_words(domain if colon else "pages", name if colon else code, values, context["asked"].language)


@register.simple_tag(takes_context=True)
def to(context: RequestContext, name: str, /, **named: Any) -> str:
    """The address of a page, with the days asked about."""
    dates = context["asked"].dates
    return reverse(name, kwargs=named) + (f"?{dates}" if dates else "")


@register.simple_tag(takes_context=True)
def may(context: RequestContext, right: str) -> bool:
    """Whether the reader has the right: what they may not do is not shown."""
    allowed: bool = context["asked"].may(Right(right))
    return allowed


@register.simple_tag(takes_context=True)
def menu_ways(context: RequestContext) -> tuple[list[Way], list[Way]]:
    """The menu for the reader: the daily work, and the rest."""
    asked = context["asked"]
    return daily(asked), at_times(asked)


@register.simple_tag(takes_context=True)
def money_ways(context: RequestContext, agreement: Agreement) -> list[Way]:
    """The pages of an agreement's money."""
    return of_money(context["asked"], agreement.pk)


@register.simple_tag(takes_context=True)
def amount(context: RequestContext, ore: int) -> str:
    """An amount as a sentence says it: 96 155 kr."""
    return amounts.amount(ore, context["asked"].language)


@register.simple_tag(takes_context=True)
def column(context: RequestContext, ore: int) -> str:
    """An amount as a column has it: 96 155,00."""
    return amounts.column(ore, context["asked"].language)


@register.simple_tag(takes_context=True)
def called(context: RequestContext, organisation: Organisation) -> str:
    """What an organisation is called on the day asked about."""
    name: str = context["asked"].called(organisation)
    return name


@register.simple_tag(takes_context=True)
def day(context: RequestContext, value: Any) -> str:
    """A day as people write it: 8 september 2021."""
    return written(value, context["asked"].language)


@register.simple_tag(takes_context=True)
def with_query(context: RequestContext, /, **changed: Any) -> str:
    """The page's own query with some of it changed; None leaves a name out."""
    query = context["asked"].request.GET.copy()
    for name, value in changed.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def say_code(context: RequestContext, kind: str, code: str) -> str:
    """What a code of some kind is called: `{% say_code "pages:standing" row.standing %}`."""
    return say(context, f"{kind}.{code}")


@register.simple_tag
def say_in(language: Language, code: str) -> str:
    """A sentence in a language, where there is no reader to ask."""
    domain, _, name = code.partition(":")
    return say_words(domain, name, {}, language)


@register.simple_tag(takes_context=True)
def told(context: RequestContext, code: str, values: dict[str, Any]) -> str:
    """Why something was not done, and what to do (domain `actions`)."""
    return say_words("actions", code, values, context["asked"].language)


@register.simple_tag(takes_context=True)
def portfolio_sentence(context: RequestContext, found: Portfolio) -> str:
    """How many agreements there are and how they stand: "42 avtal: 31 gäller, 6 väntar och 5 upphör i år."."""
    asked = context["asked"]
    if not found.whole:
        return say_words("portfolio", "sentence_then", {"count": found.total}, asked.language)
    parts = [
        say_words("pages", f"count.{code}", {"count": found.by_standing[code]}, asked.language)
        for code in _ORDER
        if found.by_standing.get(code)
    ]
    if found.ending:
        code = "ending" if asked.on.year == asked.today.year else "ending_then"
        parts.append(say_words("portfolio", code, {"count": found.ending, "year": asked.on.year}, asked.language))
    return say_words("pages", "agreements.sentence", {"count": found.total, "parts": parts}, asked.language)


_ORDER = ("in_force", "awaiting", "agreed", "proposed", "cannot_tell", "ended", "lapsed")


@register.simple_tag
def link(address: str, text: str) -> str:
    """The text as a link; the text alone where there is no address to lead to."""
    return format_html('<a href="{}">{}</a>', address, text) if address else text


@register.filter
def day_of(time: datetime) -> date:
    """The day of a stored time by the clock in Sweden, where the server's may already say tomorrow's or still yesterday's."""
    return timezone.localtime(time).date()


@register.filter
def words(text: str) -> list[str]:
    """The words of a text, to go through one by one."""
    return text.split()
