"""Asking an OpenID provider who somebody is: authorization code flow with PKCE, by Authlib.

Source: OpenID Connect Core 1.0, 3.1; RFC 7636 (PKCE), RFC 9207 (issuer in the answer). Everything here
blocks: it is called from threads. Nothing of a token is kept or logged.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from intake.access.providers import Provider
from intake.errors import NotVerified, ProviderAway

_SECONDS = 10.0  # one call to a provider
_LEEWAY = 60  # seconds that clocks may differ
_KEPT = 3600.0  # seconds until metadata and keys are asked again
_AGAIN = 30.0  # seconds between two looks for a key that is not known yet
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
_WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in under way: where to send the browser, and what must come back."""

    address: str
    state: str
    nonce: str
    verifier: str


class Relying:
    """This service as a client of one provider. What the provider says of itself is kept for an hour."""

    def __init__(self, provider: Provider, redirect_uri: str) -> None:
        self.provider = provider
        self._redirect_uri = redirect_uri
        self._metadata: dict[str, Any] = {}
        self._keys = KeySet([])
        self._asked = float("-inf")

    def begin(self) -> Begun:
        """ProviderAway where it does not answer."""
        self._know()
        verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(24)
        more = {"acr_values": " ".join(self.provider.acr)} if self.provider.acr else {}
        with self._session() as session:
            address, state = session.create_authorization_url(
                self._metadata["authorization_endpoint"], nonce=nonce, code_verifier=verifier, **more
            )
        return Begun(address, state, nonce, verifier)

    def finish(self, answer: Mapping[str, str], begun: Begun) -> Mapping[str, Any]:
        """The claims of the ID token. NotVerified for an answer that is not to this question, ProviderAway
        where the provider does not answer."""
        self._know()
        if not secrets.compare_digest(answer.get("state", ""), begun.state):
            raise NotVerified
        if answer.get("iss", self.provider.issuer) != self.provider.issuer:
            raise NotVerified
        if "code" not in answer:
            raise NotVerified("sign-in-refused")
        return self._claims(self._token(answer["code"], begun.verifier), begun.nonce)

    def _token(self, code: str, verifier: str) -> str:
        try:
            with self._session() as session:
                got = session.fetch_token(self._metadata["token_endpoint"], code=code, code_verifier=verifier)
        except OAuthError as exc:
            raise NotVerified from exc
        except (requests.RequestException, ValueError) as exc:
            raise ProviderAway from exc
        token = got.get("id_token")
        if not isinstance(token, str):
            raise NotVerified
        return token

    def _claims(self, token: str, nonce: str) -> Mapping[str, Any]:
        expected = {
            "iss": {"essential": True, "value": self.provider.issuer},
            "aud": {"essential": True, "value": self.provider.client_id},
        }
        params = {"nonce": nonce, "client_id": self.provider.client_id}
        try:
            decoded = self._decoded(token)
            claims = CodeIDToken(decoded.claims, decoded.header, options=expected, params=params)
            claims.validate(leeway=_LEEWAY)
        except (JoseError, ValueError) as exc:
            raise NotVerified from exc
        return dict(claims)

    def _decoded(self, token: str) -> jwt.Token:
        """With the keys that are known; where none fits, with those of now."""
        try:
            return jwt.decode(token, self._keys, algorithms=_ALGORITHMS)
        except (JoseError, ValueError):
            if time.monotonic() - self._asked < _AGAIN:
                raise
            self._ask()
            return jwt.decode(token, self._keys, algorithms=_ALGORITHMS)

    def _know(self) -> None:
        if time.monotonic() - self._asked > _KEPT:
            self._ask()

    def _ask(self) -> None:
        """Metadata and keys of now. ProviderAway also for metadata of another issuer."""
        try:
            told = self._get(self.provider.issuer.rstrip("/") + _WELL_KNOWN)
            if told["issuer"] != self.provider.issuer:
                raise ValueError("metadata of another issuer")
            keys = KeySet.import_key_set(cast(Any, self._get(told["jwks_uri"])))
        except (requests.RequestException, JoseError, ValueError, KeyError) as exc:
            raise ProviderAway from exc
        self._metadata, self._keys, self._asked = told, keys, time.monotonic()

    def _get(self, address: str) -> dict[str, Any]:
        answer = requests.get(address, timeout=_SECONDS, allow_redirects=False)
        answer.raise_for_status()
        told: object = answer.json()
        if not isinstance(told, dict):
            raise ValueError("no JSON object")
        return told

    def _session(self) -> OAuth2Session:
        return OAuth2Session(
            self.provider.client_id,
            self.provider.client_secret.get_secret_value(),
            scope=self.provider.scopes,
            redirect_uri=self._redirect_uri,
            code_challenge_method="S256",
            default_timeout=_SECONDS,
        )
