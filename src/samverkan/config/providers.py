"""Who may vouch for people at login: the TOML file that SAMVERKAN_OIDC names in, allauth's settings out (docs/people.md)."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from pathlib import Path

CLAIMS: Final = {
    "email": "email",
    "name": "name",
    "organisation": "https://id.oidc.se/claim/orgNumber",
    "affiliation": "",
}
"""Which claim carries what, unless the file says otherwise; an empty name: none does."""

_NEEDED: Final = ("id", "name", "server_url", "client_id", "client_secret")
_KNOWN: Final = {*_NEEDED, "domains", "scopes", "acr_values", "levels", "claims", "make_accounts"}


def providers(path: Path) -> list[dict[str, Any]]:
    """The file's providers as allauth's apps; ImproperlyConfigured where something is missing, unknown or said twice."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"SAMVERKAN_OIDC: {path} cannot be read ({error})") from None
    found = [_provider(one, path) for one in said.get("provider", [])]
    ids = [one["provider_id"] for one in found]
    if len(ids) != len(set(ids)):
        raise ImproperlyConfigured(f"SAMVERKAN_OIDC: two providers in {path} have the same id")
    return found


def _provider(one: dict[str, Any], path: Path) -> dict[str, Any]:
    for name in _NEEDED:
        if not isinstance(one.get(name), str) or not one[name]:
            raise ImproperlyConfigured(f"SAMVERKAN_OIDC: a provider in {path} lacks {name}")
    unknown = set(one) - _KNOWN | set(one.get("claims", {})) - set(CLAIMS)
    if unknown:
        raise ImproperlyConfigured(
            f"SAMVERKAN_OIDC: {one['id']} in {path} says {', '.join(sorted(unknown))}, which is no setting"
        )
    return {
        "provider_id": one["id"],
        "name": one["name"],
        "client_id": one["client_id"],
        "secret": one["client_secret"],
        "settings": {
            "server_url": one["server_url"],
            "oauth_pkce_enabled": True,
            "scope": ["openid", *one.get("scopes", ["profile", "email"])],
            **({"auth_params": {"acr_values": " ".join(one["acr_values"])}} if one.get("acr_values") else {}),
            "claims": {**CLAIMS, **one.get("claims", {})},
            "domains": [domain.casefold().lstrip("@") for domain in one.get("domains", [])],
            "levels": one.get("levels", {}),
            "make_accounts": bool(one.get("make_accounts", False)),
        },
    }
