"""What a sign-in says of a person, and whether the service may be opened to other computers at all."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from corpus.paper import Role
from corpus.settings import Settings

CALLBACK = "/oauth2callback"  # where Streamlit takes the answer of the sign-in
# These let anybody with an account of the provider in, of whatever organisation.
OPEN_TENANTS = ("/common/", "/organizations/", "/consumers/")


class SignInError(Exception):
    """The service may not be started so: the message says what to set."""


def has_sign_in(settings: Settings) -> bool:
    return bool(settings.sign_in_metadata)


def check_serving(settings: Settings) -> None:
    """Raises SignInError where the settings would let other people in without sign-in, or sign-in would not work."""
    if not has_sign_in(settings):
        if not is_this_machine(settings.address):
            raise SignInError(
                f"SCRUTINY_ADDRESS is {settings.address!r}, which other computers can reach, and no sign-in is set: "
                "everyone on the network would be an officer. Set SCRUTINY_SIGN_IN_METADATA, SCRUTINY_SIGN_IN_CLIENT, "
                "SCRUTINY_SIGN_IN_SECRET and SCRUTINY_URL, or leave the address at 127.0.0.1."
            )
        return
    needed = {"SIGN_IN_CLIENT": settings.sign_in_client, "SIGN_IN_SECRET": settings.sign_in_secret, "URL": settings.url}
    if missing := [f"SCRUTINY_{name}" for name, value in needed.items() if not value]:
        raise SignInError(f"SCRUTINY_SIGN_IN_METADATA is set, and {', '.join(missing)} not. Sign-in needs all of them.")
    for name, address in (("URL", settings.url), ("SIGN_IN_METADATA", settings.sign_in_metadata)):
        parts = urlsplit(address or "")
        if parts.scheme != "https" and not (parts.scheme == "http" and is_this_machine(parts.hostname or "")):
            raise SignInError(
                f"SCRUTINY_{name} is {address!r}. Give a whole address that begins with https://: without it anybody "
                "on the way could read the papers and take over a sign-in."
            )
    if tenant := next((name for name in OPEN_TENANTS if name in (settings.sign_in_metadata or "")), None):
        raise SignInError(
            f"SCRUTINY_SIGN_IN_METADATA names {tenant.strip('/')!r}, which lets people of any organisation sign in. "
            "Put your council's own tenant id in its place."
        )


def is_this_machine(host: str) -> bool:
    """Whether only this computer can reach, or be meant by, that host."""
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def secrets_toml(settings: Settings, cookie_secret: str) -> str:
    """The file from which Streamlit signs people in; "" where no sign-in is set."""
    if not has_sign_in(settings):
        return ""
    assert settings.url
    assert settings.sign_in_secret
    values = {
        "redirect_uri": settings.url.rstrip("/") + CALLBACK,
        "cookie_secret": cookie_secret,
        "client_id": settings.sign_in_client,
        "client_secret": settings.sign_in_secret.get_secret_value(),
        "server_metadata_url": settings.sign_in_metadata,
    }
    # a string of JSON is a string of TOML
    return "[auth]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in values.items())


def role_of(claims: Mapping[str, Any], settings: Settings) -> Role:
    """The highest role that a person's groups or address give; whoever has none reads as the public does."""
    said = claims.get(settings.sign_in_groups) or ()
    groups = {said} if isinstance(said, str) else {str(group) for group in said}
    address = address_of(claims)
    if groups & settings.officer_groups or address in settings.officers:
        return Role.OFFICER
    if groups & settings.member_groups or address in settings.members:
        return Role.MEMBER
    return Role.PUBLIC


def address_of(claims: Mapping[str, Any]) -> str | None:
    """The e-mail address in lower case; None where there is none, or the sign-in says that nobody has checked it."""
    address = claims.get("email")
    if not isinstance(address, str) or claims.get("email_verified") in (False, "false"):
        return None
    return address.strip().lower() or None


def signed_in_at(claims: Mapping[str, Any]) -> float:
    """Seconds of the epoch; 0, long over, where the token does not say."""
    said = claims.get("iat")
    return float(said) if isinstance(said, (int, float)) and not isinstance(said, bool) else 0.0


def is_over(claims: Mapping[str, Any], settings: Settings, now: float | None = None) -> bool:
    """Whether the session's time is up."""
    age = (time.time() if now is None else now) - signed_in_at(claims)
    return age > settings.session_hours * 3600
