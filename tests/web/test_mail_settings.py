"""The mail server's address, as an installation gives it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from samverkan.config.environment import Smtp, smtp


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("", Smtp()),
        ("smtp://mail.example.se", Smtp("mail.example.se", 25)),
        ("smtp+starttls://me:p%40ss@mail.example.se", Smtp("mail.example.se", 587, "me", "p@ss", starttls=True)),
        ("smtps://mail.example.se:4650", Smtp("mail.example.se", 4650, tls=True)),
    ],
)
def test_a_mail_server_is_given_as_a_url(monkeypatch: pytest.MonkeyPatch, given: str, meant: Smtp) -> None:
    monkeypatch.setenv("SAMVERKAN_SMTP_URL", given)
    assert smtp("SAMVERKAN_SMTP_URL") == meant


@pytest.mark.parametrize("given", ["mail.example.se", "http://mail.example.se", "smtp://", "smtp://host:port"])
def test_what_is_none_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("SAMVERKAN_SMTP_URL", given)
    with pytest.raises(ImproperlyConfigured, match="SAMVERKAN_SMTP_URL"):
        smtp("SAMVERKAN_SMTP_URL")
