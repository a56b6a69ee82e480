"""Sign-in with a real OpenID Connect server: each role sees what it may, and a session ends."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corpus.audit import Action, events
from corpus.corpus import open_corpus
from corpus.identities import erase, name_reader, names_of, people, unname_reader
from corpus.paper import Role
from corpus.reader import LOCAL_OFFICER
from corpus.scope import Scope
from corpus.settings import Settings
from corpus.workbench import Workbench
from tests.conftest import PATIENCE, ROOT, copy_home

from .conftest import WAIT, Served, expect, free_port, serving, settle
from .test_accessibility import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

provider = pytest.importorskip("oidc_provider_mock", reason="oidc-provider-mock, of the test extra, signs people in")
pytestmark = pytest.mark.browser

PEOPLE = {
    "olive": {"name": "Olive Officer", "email": "olive@brackenford.example", "groups": ["scrutiny-officers", "staff"]},
    "mary": {"name": "Cllr Mary Member", "email": "Mary@Brackenford.example", "email_verified": True},
    "ned": {"name": "Cllr Ned Named", "email": "ned@brackenford.example"},
    "pat": {"name": "Pat Passerby", "email": "pat@brackenford.example", "groups": ["staff"]},
    "ursula": {"name": "Ursula Unchecked", "email": "mary@brackenford.example", "email_verified": False},
}
NO_SUCH_PAPER = "There is no such paper, or you may not read it."


@dataclass(frozen=True)
class Council:
    """A service with sign-in: its address, its home folder, and the tabs of its people."""

    service: Served
    workbench: Workbench
    browser: Browser

    def tab(self, path: str = "") -> Page:
        context = self.browser.new_context()
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.goto(f"{self.service.address}/{path}")
        return page

    def come_in(self, who: str) -> Page:
        page = self.tab()
        settle(page)
        page.get_by_role("button", name="Sign in with your council account").click()
        page.get_by_role("button", name=who, exact=True).first.click()
        return page

    def sign_in(self, who: str) -> Page:
        page = self.come_in(who)
        page.get_by_role("heading", name="Ask the papers").wait_for()
        page.get_by_text(f"Signed in: {PEOPLE[who]['name']}").wait_for()
        return page


@pytest.fixture(scope="module")
def own_home(ingested_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy: others read the home of the session without sign-in."""
    return copy_home(ingested_sample, tmp_path_factory.mktemp("council") / "home")


def sign_in_settings(issuer: int, port: int, **more: str) -> dict[str, str]:
    return {
        "SCRUTINY_SIGN_IN_METADATA": f"http://127.0.0.1:{issuer}/.well-known/openid-configuration",
        "SCRUTINY_SIGN_IN_CLIENT": "scrutiny",
        "SCRUTINY_SIGN_IN_SECRET": "a secret of the test",
        "SCRUTINY_URL": f"http://127.0.0.1:{port}",
        "SCRUTINY_OFFICER_GROUPS": "scrutiny-officers",
        "SCRUTINY_MEMBERS": "mary@brackenford.example, ned@brackenford.example",
        "SCRUTINY_COUNCIL_NAME": "Brackenford City Council",
        "SCRUTINY_BANNER": "Until 7 May this service is for council business only.",
        **more,
    }


@pytest.fixture(scope="module")
def issuer() -> Iterator[int]:
    users = [provider.User(sub=sub, claims=dict(claims)) for sub, claims in PEOPLE.items()]
    with provider.run_server_in_thread(user_claims=users) as server:
        yield server.server_port


@pytest.fixture(scope="module")
def council(chromium: Browser, own_home: Path, issuer: int) -> Iterator[Council]:
    port = free_port()
    with serving(own_home, port=port, **sign_in_settings(issuer, port)) as service:
        yield Council(service, Workbench(Settings(home=own_home).workbench_file), chromium)


def exempt(home: Path) -> tuple[str, str]:
    """Id and title of a paper that is not public."""
    corpus = open_corpus(Settings(home=home))
    paper = next(p for p in corpus.catalogue.papers(Scope(Role.OFFICER)) if not p.is_public)
    return paper.id, paper.facts.title


def bar(page: Page) -> set[str]:
    return {text.strip() for text in page.locator("header a").all_inner_texts()}


def test_the_way_in_meets_wcag(open_tab: Callable[..., Page], council: Council) -> None:
    page = open_tab(council.service.address)
    page.get_by_role("heading", name="Sign in to ask the papers").wait_for()
    assert violations(page) == []
    expect(page.locator("main")).to_contain_text("council business only")


def test_nobody_sees_a_paper_before_signing_in(council: Council) -> None:
    paper, title = exempt(council.service.home)
    seen = []
    for path in ("", "papers", f"page?paper={paper}", "audit", "settings"):
        page = council.tab(path)
        page.get_by_role("heading", name="Sign in to ask the papers").wait_for()
        settle(page)
        assert title not in page.inner_text("body")
        assert "papers held" not in page.inner_text("body")
        seen.append((page.inner_text("main"), page.title()))
        page.context.close()
    assert len(set(seen)) == 1


def test_each_role_sees_what_it_may(council: Council) -> None:
    paper, title = exempt(council.service.home)
    sees = {}
    for who in ("olive", "mary", "pat", "ursula"):
        page = council.sign_in(who)
        page.goto(f"{council.service.address}/page?paper={paper}")
        page.locator("h1").filter(has_not_text="Ask").wait_for()
        settle(page)
        sees[who] = title in page.inner_text("main")
        assert sees[who] != (NO_SUCH_PAPER in page.inner_text("main"))
        assert ("For officers" in page.inner_text("header")) == (who == "olive")
        page.goto(f"{council.service.address}/audit")
        settle(page)
        assert (page.locator("h1").first.inner_text() == "Audit trail") == (who == "olive")
        page.context.close()
    # ursula's address is one of a councillor, but nobody has checked that it is hers
    assert sees == {"olive": True, "mary": False, "pat": False, "ursula": False}
    roles = {person.name: person.role for person in people(council.workbench)}
    assert roles["Olive Officer"] is Role.OFFICER
    assert roles["Cllr Mary Member"] is Role.MEMBER
    assert roles["Pat Passerby"] is Role.PUBLIC
    assert roles["Ursula Unchecked"] is Role.PUBLIC


def test_a_named_councillor_reads_that_paper_until_the_right_ends(council: Council) -> None:
    paper, title = exempt(council.service.home)
    link = f"{council.service.address}/page?paper={paper}"
    ned = council.sign_in("ned")
    ned.goto(link)
    ned.get_by_text(NO_SUCH_PAPER).wait_for()
    name_reader(council.workbench, paper, title, "Ned@brackenford.example", LOCAL_OFFICER)
    ned.goto(link)
    ned.get_by_role("heading", name=title).wait_for()
    # the link is the same for one who was not named
    mary = council.sign_in("mary")
    mary.goto(link)
    mary.get_by_text(NO_SUCH_PAPER).wait_for()
    # and the picture of the page has no address that would open it without the right
    assert ned.locator(".st-key-print img").get_attribute("src").startswith("data:image/png;base64,")
    unname_reader(council.workbench, paper, title, "ned@brackenford.example", LOCAL_OFFICER)
    ned.goto(link)
    ned.get_by_text(NO_SUCH_PAPER).wait_for()
    assert {event.action for event in events(council.workbench)} >= {Action.NAMED, Action.UNNAMED, Action.SIGNED_IN}
    for page in (ned, mary):
        page.context.close()


def test_sign_out_ends_the_session_in_every_window(council: Council) -> None:
    page = council.sign_in("mary")
    other = page.context.new_page()
    other.goto(f"{council.service.address}/papers")
    other.get_by_role("heading", name="Papers held").wait_for()
    settle(other)
    settle(page)
    time.sleep(1.1)  # the moment of a sign-in is known to the second
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/end_session**")  # the council's sign-in ends it too
    other.get_by_label("Find a paper").fill("2023")
    other.get_by_label("Find a paper").press("Enter")
    other.get_by_role("heading", name="Sign in to ask the papers").wait_for()
    assert "papers held" not in other.inner_text("main").casefold()
    page.context.close()


def test_an_erased_person_is_a_number_in_the_trail(council: Council) -> None:
    page = council.sign_in("pat")
    page.context.close()
    (pat,) = [person for person in people(council.workbench) if person.name == "Pat Passerby"]
    erase(council.workbench, pat.id, LOCAL_OFFICER)
    assert pat.id not in names_of(council.workbench)
    assert pat.id in {event.reader for event in events(council.workbench)}
    for file in council.workbench.file.parent.glob("workbench.sqlite"):
        with council.workbench.session() as session:
            dump = "\n".join(session.connection().connection.driver_connection.iterdump())  # type: ignore[union-attr]
        assert "pat@brackenford" not in dump.casefold(), file


def test_a_session_has_an_end(chromium: Browser, own_home: Path, issuer: int, council: Council) -> None:
    port = free_port()
    # five seconds: on a machine that is busy they may be over before the first screen is drawn
    with serving(own_home, port=port, **sign_in_settings(issuer, port, SCRUTINY_SESSION_HOURS="0.0014")) as service:
        page = Council(service, council.workbench, chromium).come_in("mary")
        signed_in = page.get_by_text(f"Signed in: {PEOPLE['mary']['name']}")
        is_over = page.get_by_text("You have been signed out")
        expect(signed_in.or_(is_over)).to_be_visible()
        time.sleep(6)
        if signed_in.is_visible():
            page.get_by_role("link", name="Papers").click()
        is_over.wait_for()
        settle(page)
        assert "Papers held" not in page.inner_text("main")
        page.context.close()


def test_a_service_open_to_the_public_shows_public_papers(chromium: Browser, own_home: Path, issuer: int) -> None:
    _, title = exempt(own_home)
    port = free_port()
    with serving(own_home, port=port, **sign_in_settings(issuer, port, SCRUTINY_OPEN_TO_PUBLIC="true")) as service:
        page = Council(service, Workbench(Settings(home=own_home).workbench_file), chromium).tab("papers")
        page.get_by_role("heading", name="Papers held").wait_for()
        settle(page)
        assert title not in page.inner_text("main")
        page.get_by_role("button", name="Sign in").wait_for()
        page.context.close()


@pytest.mark.parametrize(
    ("environment", "remedy"),
    [
        ({}, "SCRUTINY_SIGN_IN_METADATA"),
        ({"SCRUTINY_SIGN_IN_METADATA": "https://id.example/.well-known/openid-configuration"}, "SCRUTINY_URL"),
        (sign_in_settings(1, 2, SCRUTINY_URL="http://scrutiny.example"), "https://"),
        (
            sign_in_settings(
                1, 2, SCRUTINY_SIGN_IN_METADATA="https://login.example/common/v2.0/.well-known/openid-configuration"
            ),
            "tenant id",
        ),
    ],
)
def test_it_does_not_start_where_others_would_come_in_unknown(
    tmp_path: Path, environment: dict[str, str], remedy: str
) -> None:
    command = [sys.executable, "-m", "scrutiny", "serve", "--address", "0.0.0.0", "--home", str(tmp_path)]
    command += ["--port", str(free_port())]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 2
    assert remedy in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr


def test_with_no_sign_in_another_computer_is_refused(served: Served) -> None:
    """Also where the name of the host is one that points here, as a page of another site may make it."""
    port = int(served.address.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(
            b"GET /_stcore/stream HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\n"
            b"Upgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        )
        assert re.match(rb"HTTP/1.1 403", line.recv(1000))


def secrets_in(folder: Path) -> list[Any]:
    found = []
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError, IsADirectoryError):  # the service is at work
            if b"a secret of the test" in path.read_bytes():
                found.append(path)
    return found


def test_the_secret_is_written_neither_to_the_home_nor_to_the_repository(council: Council) -> None:
    assert secrets_in(council.service.home) == []
    assert not (ROOT / ".streamlit").exists()
    assert ((council.service.home / "cookie_secret").stat().st_mode & 0o077) == 0


def test_behind_a_proxy_without_sign_in_nothing_is_shown(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(extra_http_headers={"X-Forwarded-For": "203.0.113.9"})
    page = context.new_page()
    page.set_default_timeout(WAIT)
    page.goto(served.address)
    page.get_by_text("it may be opened only at the computer that it runs on").wait_for()
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    assert page.locator("textarea").count() == 0
    context.close()
