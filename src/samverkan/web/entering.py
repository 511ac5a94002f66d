"""How allauth's flows meet our rules: who may enter, what is asked of them, what their provider says of them.

The pages are ours (`views.login`, `views.factors`), and so are the words: allauth's errors keep their codes.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect

from samverkan.actions.acting import ActionError, InvalidError
from samverkan.actions.entering import Said, enter

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialAccount, SocialLogin
    from django.http import HttpRequest

ASSURANCE = "assurance"
"""What the session keeps of how its person was identified."""


class Assurance(NamedTuple):
    """How sure it is who somebody is. `level`: 1 password, 2 with a second factor, else what the provider is known for.

    Below 3 nothing is signed and nothing of care is seen. A demo counts as 3.
    """

    level: int
    provider: str = ""
    acr: str = ""
    amr: tuple[str, ...] = ()


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Local accounts: a password, then a second step."""

    def validation_error(self, code: str, *_: object) -> ValidationError:
        """The code alone: the page says it in words."""
        return ValidationError(code, code=code)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the pages say what has happened."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: letters are ours."""

    def get_login_stages(self) -> list[str]:
        """The second step; none in a demo."""
        return [] if settings.DEMO else ["allauth.mfa.stages.AuthenticateStage"]

    def is_reauthentication_required(self, **_: Any) -> bool:
        """Our pages ask for it themselves (`guarding.recently`)."""
        return False

    def respond_user_inactive(self, _request: HttpRequest, _user: Any) -> HttpResponse:
        """Back to the login, told why."""
        return told("inactive")

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Keep what the provider said of the login."""
        said = getattr(request, "oidc_said", None)
        if said is not None and (kwargs.get("signal_kwargs") or {}).get("sociallogin"):
            request.session[ASSURANCE] = {
                "level": said.level, "provider": said.provider, "acr": said.acr, "amr": list(said.amr),
            }  # fmt: skip
            if said.organisation:
                request.session["organisation"] = said.organisation
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        return answer


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts at a provider: whom it may vouch for is ours to say."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find whose login it is, or send them back to the login told why."""
        known = sociallogin.user if sociallogin.is_existing else None
        try:
            person = enter(known, request.oidc_said)  # type: ignore[attr-defined]  # `Provider` put it there
        except ActionError as error:
            raise ImmediateHttpResponse(told(error.code)) from None
        if known is None:
            sociallogin.connect(request, person)

    def on_authentication_error(self, _request: HttpRequest, _provider: Any, **kwargs: Any) -> None:
        """Cancelled, wrong state, no answer: back to the login."""
        cancelled = getattr(kwargs.get("error"), "value", kwargs.get("error")) == "cancelled"
        raise ImmediateHttpResponse(told("provider_cancelled" if cancelled else "provider_failed"))


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Second factors: their secrets are kept encrypted with the installation's key."""

    def validation_error(self, code: str, *_: object) -> ValidationError:
        """The code alone: the page says it in words."""
        return ValidationError(code, code=code)

    def encrypt(self, text: str) -> str:
        """The secret as it is kept."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; InvalidError `factor_key_lost` where it was encrypted with another key than the installation's."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise InvalidError("factor_key_lost") from None


class Provider(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """The code flow, and what it tells of the person; nothing of that is kept but who they are."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> SocialLogin:
        """The login, its claims understood."""
        login = super().complete_login(request, app, token, **kwargs)
        said: dict[str, Any] = login.account.extra_data
        id_token, userinfo = said.get("id_token"), said.get("userinfo") or {}
        if not id_token or userinfo.get("sub", id_token["sub"]) != id_token["sub"]:
            raise OAuth2Error("the provider contradicts itself")
        _forget(login.account)
        claims = {**userinfo, **id_token}
        request.oidc_said = Said.of(app.provider_id, app.settings, claims)  # type: ignore[attr-defined]  # for the adapters
        return login


def told(code: str) -> HttpResponse:
    """To the login, where the code is said in words."""
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'told': code})}")


def _forget(account: SocialAccount) -> None:
    account.extra_data = {}


def _box() -> Fernet:
    return Fernet(
        base64.urlsafe_b64encode(hashlib.sha256(b"samverkan.factors:" + settings.SECRET_KEY.encode()).digest())
    )
