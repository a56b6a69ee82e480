"""What a token says of a person, and which settings would let others in."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path

import pytest

from assistant.serving.serve import cookie_secret, environment_of, hosts_of, secrets_file
from corpus.audit import Action, events
from corpus.identities import SessionOver, end_sessions, erase, known_reader, name_reader, names_of
from corpus.paper import Role
from corpus.reader import LOCAL_OFFICER, Reader
from corpus.settings import BadSettings, Settings, settings_for
from corpus.sign_in import SignInError, check_serving, is_over, is_this_machine, role_of
from corpus.workbench import Workbench

SIGN_IN = {
    "sign_in_metadata": "https://id.example/.well-known/openid-configuration",
    "sign_in_client": "scrutiny",
    "sign_in_secret": 'a "secret" with \\ signs',
    "url": "https://scrutiny.example.gov.uk/",
    "officer_groups": "officers, Legal Team",
    "officers": "Head@Example.gov.uk",
    "member_groups": "councillors",
    "members": "ann@example.gov.uk",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_for(tmp_path, **SIGN_IN)


@pytest.fixture
def workbench(settings: Settings) -> Workbench:
    return Workbench(settings.workbench_file)


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"groups": ["staff", "officers"]}, Role.OFFICER),
        ({"groups": "Legal Team"}, Role.OFFICER),
        ({"email": "head@example.gov.uk"}, Role.OFFICER),
        ({"email": "HEAD@example.gov.uk ", "email_verified": True}, Role.OFFICER),
        ({"email": "head@example.gov.uk", "email_verified": False}, Role.PUBLIC),
        ({"email": "head@example.gov.uk", "email_verified": "false"}, Role.PUBLIC),
        ({"email": ["head@example.gov.uk"]}, Role.PUBLIC),
        ({"groups": ["councillors"], "email": "x@example.gov.uk"}, Role.MEMBER),
        ({"email": "ann@example.gov.uk", "groups": ["officers"]}, Role.OFFICER),
        ({"groups": ["Officers", "officer", "officers,x"]}, Role.PUBLIC),
        ({"groups": None}, Role.PUBLIC),
        ({"groups": {"officers": False}}, Role.OFFICER),
        ({"name": "head@example.gov.uk", "preferred_username": "head@example.gov.uk"}, Role.PUBLIC),
        ({}, Role.PUBLIC),
    ],
)
def test_the_role_is_that_of_the_groups_or_the_address(
    settings: Settings, claims: dict[str, object], role: Role
) -> None:
    assert role_of(claims, settings) is role


def test_with_no_list_set_nobody_has_a_role_and_an_empty_name_is_none(tmp_path: Path) -> None:
    bare = settings_for(tmp_path, officers=" , ", officer_groups="")
    assert role_of({"email": "", "groups": [""]}, bare) is Role.PUBLIC


def test_a_session_ends_with_its_time_and_at_once_where_the_token_tells_none(settings: Settings) -> None:
    hours = 3600 * settings.session_hours
    assert not is_over({"iat": 1000}, settings, now=1000 + hours)
    assert is_over({"iat": 1000}, settings, now=1001 + hours)
    assert is_over({}, settings)
    assert is_over({"iat": "1e99"}, settings)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"sign_in_metadata": None, "address": "0.0.0.0"}, "SCRUTINY_SIGN_IN_METADATA"),
        ({"sign_in_metadata": None, "address": "::"}, "127.0.0.1"),
        ({"sign_in_metadata": None, "address": "scrutiny.example.gov.uk"}, "127.0.0.1"),
        ({"sign_in_client": None}, "SCRUTINY_SIGN_IN_CLIENT"),
        ({"sign_in_secret": None}, "SCRUTINY_SIGN_IN_SECRET"),
        ({"url": None}, "SCRUTINY_URL"),
        ({"url": "http://scrutiny.example.gov.uk"}, "https://"),
        ({"url": "scrutiny.example.gov.uk"}, "https://"),
        ({"sign_in_metadata": "http://id.example/.well-known/openid-configuration"}, "https://"),
        ({"sign_in_metadata": "https://id.example/common/v2.0/.well-known/openid-configuration"}, "tenant"),
    ],
)
def test_it_is_not_served_where_others_would_come_in(tmp_path: Path, changed: dict[str, object], named: str) -> None:
    given = {name: value for name, value in {**SIGN_IN, **changed}.items() if value is not None}
    with pytest.raises(SignInError, match=named):
        check_serving(settings_for(tmp_path, **given))


def test_it_is_served_to_this_machine_or_with_sign_in(settings: Settings, tmp_path: Path) -> None:
    check_serving(settings_for(tmp_path))
    check_serving(settings_for(tmp_path, address="::1"))
    check_serving(settings.model_copy(update={"address": "0.0.0.0"}))
    assert [is_this_machine(host) for host in ("127.0.0.1", "127.8.8.8", "localhost", "[::1]")] == [True] * 4
    assert [is_this_machine(host) for host in ("", "0.0.0.0", "127.0.0.1.evil.example", "10.0.0.1")] == [False] * 4


def test_streamlit_is_told_of_the_sign_in_in_a_file_that_nobody_else_reads(settings: Settings) -> None:
    with secrets_file(settings) as file:
        told = tomllib.loads(file.read_text(encoding="utf-8"))["auth"]
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        secret = told.pop("cookie_secret")
    assert told == {
        "redirect_uri": "https://scrutiny.example.gov.uk/oauth2callback",
        "client_id": "scrutiny",
        "client_secret": SIGN_IN["sign_in_secret"],
        "server_metadata_url": SIGN_IN["sign_in_metadata"],
    }
    assert not file.exists()
    assert len(secret) >= 32
    with secrets_file(settings) as again:
        assert secret in again.read_text(encoding="utf-8"), "a restart would sign everybody out"
    assert "a secret" not in str(settings)
    assert "SCRUTINY_SIGN_IN_SECRET" not in environment_of(settings)
    assert "scrutiny.example.gov.uk" in hosts_of(settings)
    assert "0.0.0.0" not in hosts_of(settings.model_copy(update={"address": "0.0.0.0"}))


def test_no_cookie_is_signed_with_an_empty_secret(settings: Settings) -> None:
    """As a full disk can leave it: whoever knows that would sign a cookie of any name."""
    settings.home.mkdir(parents=True, exist_ok=True)
    file = settings.home / "cookie_secret"
    file.write_text("\n")
    assert len(cookie_secret(settings)) >= 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert cookie_secret(settings) == file.read_text()


CLAIMS = {"iss": "https://id.example", "sub": "17", "name": "Cllr Ann", "email": "ann@example.gov.uk", "iat": 5_000}


def test_a_reader_is_the_same_at_each_sign_in_until_erased(workbench: Workbench) -> None:
    ann = known_reader(workbench, CLAIMS, Role.MEMBER)
    assert known_reader(workbench, {**CLAIMS, "iat": 6_000, "name": "Cllr A. Other-Name"}, Role.MEMBER).id == ann.id
    assert known_reader(workbench, {**CLAIMS, "iss": "https://other.example"}, Role.MEMBER).id != ann.id
    assert names_of(workbench)[ann.id] == "Cllr A. Other-Name"
    assert len(events(workbench, actions=[Action.SIGNED_IN], reader=ann.id)) == 2
    erase(workbench, ann.id, LOCAL_OFFICER)
    assert ann.id not in names_of(workbench)
    assert known_reader(workbench, {**CLAIMS, "iat": 7_000}, Role.MEMBER).id != ann.id


def test_after_sign_out_the_same_token_opens_nothing(workbench: Workbench) -> None:
    ann = known_reader(workbench, CLAIMS, Role.MEMBER)
    end_sessions(workbench, ann)
    with pytest.raises(SessionOver):
        known_reader(workbench, CLAIMS, Role.MEMBER)
    assert known_reader(workbench, {**CLAIMS, "iat": 4_000_000_000}, Role.MEMBER).id == ann.id


def test_a_paper_is_opened_by_an_officer_to_the_address_of_a_councillor(workbench: Workbench) -> None:
    name_reader(workbench, "p1", "Exempt appendix", " Ann@Example.gov.uk", LOCAL_OFFICER)
    assert known_reader(workbench, CLAIMS, Role.MEMBER).named == {"p1"}
    assert known_reader(workbench, CLAIMS, Role.MEMBER).scope().opens("p1", "exempt")
    assert not known_reader(workbench, CLAIMS, Role.MEMBER).scope().opens("p2", "exempt")
    # who is no councillor any more has nothing by the address, nor one whose address nobody has checked
    assert known_reader(workbench, CLAIMS, Role.PUBLIC).named == frozenset()
    assert known_reader(workbench, {**CLAIMS, "email_verified": False}, Role.MEMBER).named == frozenset()
    with pytest.raises(PermissionError):
        name_reader(workbench, "p2", "Another", "ann@example.gov.uk", Reader("m", "Cllr Ann", Role.MEMBER))


def test_bad_settings_are_named_with_what_they_should_be() -> None:
    with pytest.raises(BadSettings, match=r"SCRUTINY_COLOUR is '#ffee00'.*darker"):
        settings_for(None, colour="#ffee00")
    with pytest.raises(BadSettings, match="SCRUTINY_ROLE is 'king'"):
        settings_for(None, role="king")
