"""An organisation's OpenID Connect provider: where to send people, and who comes back.

Authlib speaks the protocol. It and what it brings are loaded when somebody first signs in this
way: an app without a provider never pays for them. Nothing here is async; callers use a thread.
"""

import re
import time
from dataclasses import dataclass
from typing import Any

from workshop.settings import DISCOVERY_PATH, Organisation, is_private

SCOPE = "openid email"
CONNECT_SECONDS, READ_SECONDS = 3.0, 4.0
FRESH_SECONDS = 3600.0
"""How long what a provider says of itself is believed without asking again."""
LEEWAY_SECONDS = 60
"""How far the clocks of two computers may be apart."""
_SIGNED_WITH = re.compile(r"(?:RS|PS|ES)(?:256|384|512)|EdDSA|Ed25519")
"""Signatures that only the provider can make: never ``none``, never a secret that we share."""
_CODE = re.compile(r"[a-z_]{1,40}")


class ProviderDown(Exception):
    """The provider cannot be reached, or what it says makes no sense."""


class IdentityRefused(Exception):
    """Whoever came back is not let in. ``args``: why, for the log; never a word of a token."""


class EmailUnverified(IdentityRefused):
    """The provider does not vouch for the address."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a provider says of itself, and until when to believe it (monotonic seconds)."""

    facts: dict[str, Any]
    keys: dict[str, Any]
    until: float


class Provider:
    """One provider, as one process knows it. ``redirect_uri``: where it sends people back to."""

    def __init__(self, organisation: Organisation, redirect_uri: str) -> None:
        self._organisation = organisation
        self._redirect_uri = redirect_uri
        self._found: Found | None = None

    def authorization_url(self, *, state: str, nonce: str, verifier: str) -> str:
        """Where a browser goes to sign in. Raises ProviderDown."""
        found = self._ask()
        with self._session(found) as session:
            url: str = session.create_authorization_url(
                found.facts["authorization_endpoint"],
                state=state,
                nonce=nonce,
                code_verifier=verifier,
            )[0]
        return url

    def identify(
        self, *, code: str, nonce: str, verifier: str, issuer: str | None, now: float
    ) -> str:
        """The verified address of whoever came back with ``code``.

        ``issuer``: who says that it sent them, where it says so. ``now``: seconds since 1970.
        Raises ProviderDown, IdentityRefused, EmailUnverified.
        """
        found = self._ask()
        if issuer is not None and issuer != found.facts["issuer"]:
            raise IdentityRefused("another provider sent them back")
        with self._session(found) as session:
            token = self._exchange(session, found, code, verifier)
            claims = self._read(found, token, nonce, now)
            about = claims if "email" in claims else self._more_about(session, found, claims)
        return self._address(about)

    def _ask(self, *, again: bool = False) -> Found:
        found = self._found
        if found is None or again or time.monotonic() >= found.until:
            found = self._found = self._discover()
        return found

    def _discover(self) -> Found:
        issuer = self._organisation.issuer
        with self._session(None) as session:
            facts = _get(session, issuer.rstrip("/") + DISCOVERY_PATH)
            if str(facts.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
                raise ProviderDown("it says that it is another one")
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                if not (isinstance(facts.get(name), str) and is_private(facts[name], query=True)):
                    raise ProviderDown(f"it names no safe {name}")
            keys = _get(session, facts["jwks_uri"])
        return Found(facts, keys, time.monotonic() + FRESH_SECONDS)

    def _session(self, found: Found | None) -> Any:
        from authlib.integrations.requests_client import OAuth2Session

        methods = (found.facts if found else {}).get("token_endpoint_auth_methods_supported") or ()
        in_body = "client_secret_post" in methods and "client_secret_basic" not in methods
        return OAuth2Session(
            client_id=self._organisation.client_id,
            client_secret=self._organisation.client_secret,
            token_endpoint_auth_method="client_secret_post" if in_body else "client_secret_basic",
            scope=SCOPE,
            redirect_uri=self._redirect_uri,
            code_challenge_method="S256",
            default_timeout=(CONNECT_SECONDS, READ_SECONDS),
        )

    def _exchange(self, session: Any, found: Found, code: str, verifier: str) -> dict[str, Any]:
        """The code, which works once, for the tokens of whoever signed in."""
        from authlib.integrations.base_client import OAuthError
        from requests import RequestException

        try:
            token: dict[str, Any] = session.fetch_token(
                found.facts["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                code_verifier=verifier,
                allow_redirects=False,
            )
        except OAuthError as error:
            raise IdentityRefused(f"the provider answered {plain_code(error.error)}") from None
        except (RequestException, ValueError) as error:
            raise ProviderDown(f"no tokens: {type(error).__name__}") from None
        return token

    def _read(self, found: Found, token: dict[str, Any], nonce: str, now: float) -> dict[str, Any]:
        """The claims of an ID token that this provider signed for us, now, in this very dance."""
        from authlib.oidc.core import CodeIDToken
        from joserfc.errors import JoseError

        try:
            signed = self._verify(found, str(token.get("id_token") or ""))
            claims = CodeIDToken(
                signed.claims,
                signed.header,
                {
                    "iss": {"essential": True, "value": found.facts["issuer"]},
                    "aud": {"essential": True, "value": self._organisation.client_id},
                },
                {
                    "nonce": nonce,
                    "client_id": self._organisation.client_id,
                    "access_token": token.get("access_token"),
                },
            )
            claims.validate(now=int(now), leeway=LEEWAY_SECONDS)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            claim = getattr(error, "claim", None) or ""
            raise IdentityRefused(f"ID token: {type(error).__name__} {claim}".strip()) from None
        return dict(claims)

    def _verify(self, found: Found, id_token: str) -> Any:
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet
        from joserfc.jws import JWSRegistry

        offered = found.facts.get("id_token_signing_alg_values_supported") or ["RS256"]
        algorithms = [name for name in offered if _SIGNED_WITH.fullmatch(str(name))]
        if not algorithms:
            raise ProviderDown("it signs as we do not trust")
        registry = JWSRegistry(algorithms=algorithms, strict_check_header=False)

        def decode(keys: dict[str, Any]) -> Any:
            return jwt.decode(id_token, KeySet.import_key_set(keys), registry=registry)  # type: ignore[arg-type]

        try:
            return decode(found.keys)
        except (JoseError, ValueError, KeyError):
            # Providers change their keys now and then, and may do so before the hour is over.
            return decode(self._ask(again=True).keys)

    def _more_about(self, session: Any, found: Found, claims: dict[str, Any]) -> dict[str, Any]:
        """What a provider says at another address, where its ID token holds no e-mail address."""
        endpoint = found.facts.get("userinfo_endpoint")
        if not isinstance(endpoint, str) or not is_private(endpoint, query=True):
            return claims
        about = _get(session, endpoint, withhold_token=False)
        if about.get("sub") != claims["sub"]:
            raise IdentityRefused("userinfo tells of somebody else")
        return about

    def _address(self, about: dict[str, Any]) -> str:
        email, verified = about.get("email"), about.get("email_verified")
        if not isinstance(email, str) or not email:
            raise EmailUnverified("no e-mail address")
        if verified is None and self._organisation.assumes_verified:
            return email
        if verified is not True and verified != "true":
            raise EmailUnverified("e-mail address not verified")
        return email


def plain_code(code: object) -> str:
    """A provider's word for what is wrong, fit for a log; anything else is not repeated."""
    return code if isinstance(code, str) and _CODE.fullmatch(code) else "an error"


def _get(session: Any, address: str, *, withhold_token: bool = True) -> dict[str, Any]:
    """A JSON object. Raises ProviderDown."""
    from requests import RequestException

    try:
        answer = session.get(address, withhold_token=withhold_token, allow_redirects=False)
        answer.raise_for_status()
        read = answer.json()
    except (RequestException, ValueError) as error:
        raise ProviderDown(type(error).__name__) from None
    if not isinstance(read, dict):
        raise ProviderDown("no JSON object")
    return read
