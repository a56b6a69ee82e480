"""New documents of a source come into a folder that can be ingested, politely and from nowhere else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

import ingest.sources.web
import scrutiny
from corpus.settings import Settings
from ingest.facts.manifest import read_manifest
from ingest.sources.fetch import DocumentOutcome, FetchReport, Got, fetch
from ingest.sources.offered import Offered
from ingest.sources.source import Restricted, Source, SourceError, read_sources, source_named
from ingest.sources.web import FetchError, Web
from tests.ingest.sites import Page, Served, a_site, document, meeting, meetings, ofsted_page

PDF = b"%PDF-1.7 " + b"a report of some length " * 200
PROVIDER = "/provider/44/80999"
COMMITTEE = "/ieListMeetings.aspx?CId=130"
TODAY = date(2024, 6, 1)
LISTED = "/mgWebService.asmx/GetMeetings?lCommitteeId=130&sFromDate=01%2F01%2F2024&sToDate=30%2F08%2F2024"


@pytest.fixture
def site() -> Iterator[Served]:
    with a_site() as served:
        yield served


def fetched(site: Served, folder: Path, path: str = PROVIDER, **more: object) -> FetchReport:
    source = Source.model_validate({"name": "a", "url": site.url + path, "authority": "Brackenford", **more})
    with Web(frozenset({site.host}), frozenset({site.host}), delay=0) as web:
        return fetch(source, folder, web, today=TODAY)


def outcomes(report: FetchReport) -> dict[str, str]:
    return {one.title: one.outcome.value for one in report.documents}


def two_reports(site: Served) -> None:
    site.pages[PROVIDER] = ofsted_page(
        (f"{site.url}/v1/file/501", "Area SEND full inspection, pdf - 15 July 2023"),
        ("/v1/file/502", "Children&#39;s services focused visit, pdf - 01 August 2022"),
    )
    site.pages["/v1/file/501"] = Page(PDF + b"1", headers={"Content-Type": "application/pdf"}, etag='"one"')
    site.pages["/v1/file/502"] = Page(PDF + b"2", headers={"Content-Type": "application/pdf"})


def panel(site: Served, *items: tuple[str, str]) -> None:
    site.pages[LISTED] = meetings((9, "14/05/2024"))
    site.pages["/mgWebService.asmx/GetMeeting?lMeetingId=9"] = meeting(*items)


def test_the_reports_of_a_council_come_with_their_titles_and_dates(site: Served, tmp_path: Path) -> None:
    two_reports(site)
    report = fetched(site, tmp_path)
    assert outcomes(report) == {
        "Area SEND full inspection": "fetched",
        "Children's services focused visit": "fetched",
    }
    manifest = read_manifest(tmp_path / "manifest.json")
    assert {(e["published"], e["publisher"], e["authority"]) for e in manifest.values()} == {
        ("2023-07-15", "Ofsted", "Brackenford"),
        ("2022-08-01", "Ofsted", "Brackenford"),
    }
    assert sorted((tmp_path / name).read_bytes()[-1:] for name in manifest) == [b"1", b"2"]
    assert [name for name in manifest if "2023-07-15 Area SEND" in name]


def test_a_second_run_fetches_only_what_is_new_or_changed(site: Served, tmp_path: Path) -> None:
    two_reports(site)
    fetched(site, tmp_path)
    site.asked.clear()
    assert set(outcomes(fetched(site, tmp_path)).values()) == {"unchanged"}
    assert site.asked_for("/v1/file/502") == 0  # the server knows no way to ask, and the page says nothing new
    [(_, asked)] = [one for one in site.asked if one[0] == "/v1/file/501"]
    assert asked["If-None-Match"] == '"one"'
    site.pages["/v1/file/501"] = Page(PDF + b"new", etag='"two"')
    assert outcomes(fetched(site, tmp_path))["Area SEND full inspection"] == "changed"
    assert any(path.read_bytes().endswith(b"new") for path in tmp_path.glob("*.pdf"))


def test_what_an_officer_added_to_the_manifest_stays(site: Served, tmp_path: Path) -> None:
    two_reports(site)
    fetched(site, tmp_path)
    path = tmp_path / "manifest.json"
    entries = json.loads(path.read_text())
    entries[0]["kind"] = "area_send"
    path.write_text(json.dumps([*entries, {"file": "own.pdf", "kind": "news"}]))
    site.pages["/v1/file/501"] = Page(PDF + b"new", etag='"two"')
    fetched(site, tmp_path)
    kinds = [entry.get("kind") for entry in json.loads(path.read_text())]
    assert kinds == ["area_send", None, "news"]


def test_the_papers_of_a_committee_come_with_the_day_of_their_meeting(site: Served, tmp_path: Path) -> None:
    panel(
        site, ("False", document(71, "Children &amp;amp; Families: director&amp;#39;s report", "/documents/s71/a.pdf"))
    )
    site.pages["/documents/s71/a.pdf"] = Page(PDF)
    report = fetched(site, tmp_path, COMMITTEE, since=date(2024, 1, 1))
    assert outcomes(report) == {"Children & Families: director's report": "fetched"}
    [(name, entry)] = read_manifest(tmp_path / "manifest.json").items()
    assert (entry["meeting_date"], entry["published"]) == ("2024-05-14", "2024-05-02")
    assert name.startswith("2024-05-14 Children & Families director's report")


@pytest.mark.parametrize(("item", "own"), [("True", "False"), ("False", "True"), ("true", "true")])
def test_restricted_documents_are_left_out_or_marked(site: Served, tmp_path: Path, item: str, own: str) -> None:
    panel(site, (item, document(72, "Placement costs", "/documents/s72/b.pdf", own)))
    site.pages["/documents/s72/b.pdf"] = Page(PDF)
    report = fetched(site, tmp_path / "out", COMMITTEE, since=date(2024, 1, 1))
    assert outcomes(report) == {"Placement costs": "left out, restricted"}
    assert site.asked_for("/documents/s72/b.pdf") == 0
    marked = Restricted.MARK_EXEMPT
    report = fetched(site, tmp_path / "in", COMMITTEE, since=date(2024, 1, 1), restricted=marked)
    assert outcomes(report) == {"Placement costs": "fetched"}
    [entry] = read_manifest(tmp_path / "in" / "manifest.json").values()
    assert entry["access"] == "exempt"


def test_a_document_that_becomes_restricted_is_marked_exempt(site: Served, tmp_path: Path) -> None:
    panel(site, ("False", document(73, "Costs", "/documents/s73/c.pdf")))
    site.pages["/documents/s73/c.pdf"] = Page(PDF)
    fetched(site, tmp_path, COMMITTEE, since=date(2024, 1, 1))
    [before] = read_manifest(tmp_path / "manifest.json").values()
    panel(site, ("True", document(73, "Costs", "/documents/s73/c.pdf", "True")))
    [outcome] = fetched(site, tmp_path, COMMITTEE, since=date(2024, 1, 1)).documents
    assert outcome.outcome is Got.RESTRICTED
    assert "marked exempt" in (outcome.reason or "")
    [after] = read_manifest(tmp_path / "manifest.json").values()
    assert ("access" in before, after["access"], after["marking"]) == (False, "exempt", "3")


def test_what_fails_is_named_and_the_rest_goes_on(site: Served, tmp_path: Path) -> None:
    panel(
        site,
        ("False", document(1, "Gone", "/documents/s1/gone.pdf")),
        ("False", document(2, "Sign-in page", "/documents/s2/page.pdf")),
        ("False", document(3, "Broken off", "/documents/s3/half.pdf")),
        ("False", document(4, "Elsewhere", "http://elsewhere.example/a.pdf")),
        ("False", document(5, "Good", "/documents/s5/good.pdf")),
    )
    site.pages["/documents/s2/page.pdf"] = Page(b"<html>Sign in</html>", headers={"Content-Type": "text/html"})
    site.pages["/documents/s3/half.pdf"] = Page(PDF, breaks_off=True)
    site.pages["/documents/s5/good.pdf"] = Page(PDF, fails_first=2)
    report = fetched(site, tmp_path, COMMITTEE, since=date(2024, 1, 1))
    reasons = {one.title: one.reason or "" for one in report.documents}
    assert "404" in reasons["Gone"]
    assert "web page in place of" in reasons["Sign-in page"]
    assert "broke off" in reasons["Broken off"]
    assert "SCRUTINY_FETCH_HOSTS" in reasons["Elsewhere"]
    assert report.failed
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["2024-05-14 Good 5.pdf"]
    assert not list(tmp_path.glob(".*partial")) and not list(tmp_path.glob(".*new"))
    site.pages["/documents/s3/half.pdf"].breaks_off = False
    again = fetched(site, tmp_path, COMMITTEE, since=date(2024, 1, 1))
    assert (outcomes(again)["Broken off"], outcomes(again)["Good"]) == ("fetched", "unchanged")


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (Page(b"<html><body>Service off</body></html>"), "switched off"),
        (Page(b"<meetings><meeting>", 200), "no valid XML"),
        (Page(b"", 403), "SCRUTINY_FETCH_AGENT"),
        (Page(b"", 404), "404"),
    ],
)
def test_a_site_without_the_service_says_so(site: Served, tmp_path: Path, page: Page, said: str) -> None:
    site.pages[LISTED] = page
    with pytest.raises(FetchError, match=said):
        fetched(site, tmp_path, COMMITTEE, since=date(2024, 1, 1))


def test_a_meeting_that_cannot_be_had_does_not_stop_the_others(site: Served, tmp_path: Path) -> None:
    panel(site, ("False", document(5, "Good", "/documents/s5/good.pdf")))
    site.pages[LISTED] = meetings((8, "01/05/2024"), (9, "14/05/2024"))
    site.pages["/documents/s5/good.pdf"] = Page(PDF)
    report = fetched(site, tmp_path, COMMITTEE, since=date(2024, 1, 1))
    assert outcomes(report) == {"Good": "fetched"}
    assert report.failed and "lMeetingId=8" in report.failed_pages[0]


def test_external_entities_are_not_followed(site: Served, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    site.pages[LISTED] = Page(
        f'<!DOCTYPE m [<!ENTITY x SYSTEM "file://{secret}">]><getmeetings><meeting><meetingid>9</meetingid>'
        f"<meetingdate>14/05/2024</meetingdate><title>&x;</title></meeting></getmeetings>".encode()
    )
    site.pages["/mgWebService.asmx/GetMeeting?lMeetingId=9"] = Page(
        f'<!DOCTYPE m [<!ENTITY x SYSTEM "file://{secret}">]><meeting><agendaitem>'
        f"{document(1, '&x;', '/documents/a.pdf')}</agendaitem></meeting>".encode()
    )
    site.pages["/documents/a.pdf"] = Page(PDF)
    report = fetched(site, tmp_path / "papers", COMMITTEE, since=date(2024, 1, 1))
    assert "secret" not in json.dumps(report.as_json())


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://reports.ofsted.gov.uk/a",
        "http://10.0.0.1/a",
        "http://other.example/a",
        "http://[::1]/",
    ],
)
def test_nothing_else_is_fetched(url: str) -> None:
    with Web(frozenset({"reports.ofsted.gov.uk"})) as web, pytest.raises(FetchError):
        web.get(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "169.254.169.254", "10.1.2.3", "[::1]", "0.0.0.0"])
def test_a_private_address_is_refused_even_when_its_host_is_listed(host: str) -> None:
    with Web(frozenset({host.strip("[]"), host})) as web, pytest.raises(FetchError, match="private network"):
        web.get(f"http://{host}/provider/44/1")


def test_a_redirect_leads_no_further_than_an_address(site: Served, tmp_path: Path) -> None:
    two_reports(site)
    with a_site() as other:
        other.pages["/x.pdf"] = Page(PDF)
        site.pages["/v1/file/501"] = Page(status=302, headers={"Location": f"{other.url}/x.pdf"})
        site.pages["/v1/file/502"] = Page(status=302, headers={"Location": "/moved.pdf"})
        site.pages["/moved.pdf"] = Page(PDF)
        report = fetched(site, tmp_path)
        assert sorted(outcomes(report).values()) == ["failed", "fetched"]
        assert other.asked == []
    site.pages[PROVIDER] = Page(status=302, headers={"Location": PROVIDER})
    with pytest.raises(FetchError, match="without end"):
        fetched(site, tmp_path)


def test_requests_wait_for_each_other(site: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    two_reports(site)
    pauses: list[float] = []
    monkeypatch.setattr(ingest.sources.web.time, "sleep", pauses.append)
    source = Source(name="a", url=site.url + PROVIDER)
    with Web(frozenset({site.host}), frozenset({site.host}), delay=5) as web:
        fetch(source, tmp_path, web, today=TODAY)
    assert [round(pause) for pause in pauses] == [5, 5]
    assert site.most_at_once == 1


def test_a_document_too_large_is_given_up(site: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest.sources.web, "LARGEST", 1000)
    two_reports(site)
    [one, _] = fetched(site, tmp_path).documents
    assert one.outcome is Got.FAILED and "larger than" in (one.reason or "")
    assert not list(tmp_path.glob("*.pdf"))


def test_a_folder_with_a_broken_list_is_left_alone(site: Served, tmp_path: Path) -> None:
    two_reports(site)
    (tmp_path / "manifest.json").write_text("[{")
    with pytest.raises(FetchError, match=r"manifest\.json cannot be read"):
        fetched(site, tmp_path)
    assert (tmp_path / "manifest.json").read_text() == "[{"


def test_sources_are_listed_by_name(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(
        '[panel]\nurl = "https://democracy.example.gov.uk/mgCommitteeDetails.aspx?ID=130"\n'
        'since = 2024-01-01\nrestricted = "mark exempt"\n'
    )
    source = source_named("panel", tmp_path)
    assert (source.site, source.restricted, source.since) == ("moderngov", Restricted.MARK_EXEMPT, date(2024, 1, 1))
    with pytest.raises(SourceError, match="panel"):
        source_named("pannel", tmp_path)
    with pytest.raises(SourceError, match="ieListMeetings"):
        source_named("https://www.example.gov.uk/news", tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[panel]\nurl = 'https://a.example/x'\n", "ModernGov"),
        ("[panel]\nurl = 'https://a.example/provider/44/1'\nrestrict = 'leave out'\n", "restrict"),
        ("[panel]\nurl = 'https://a.example/provider/44/1'\nrestricted = 'perhaps'\n", "restricted"),
        ("[panel\n", "cannot be read"),
        ("panel = 3\n", "is no source"),
    ],
)
def test_a_wrong_list_of_sources_is_explained(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "sources.toml").write_text(text)
    with pytest.raises(SourceError, match=said):
        read_sources(tmp_path)


def test_the_command_fetches_and_says_what_to_do_next(
    site: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_reports(site)
    monkeypatch.setenv("SCRUTINY_FETCH_HOSTS", f"reports.example, {site.host}")
    monkeypatch.setenv("SCRUTINY_FETCH_PRIVATE_HOSTS", site.host)
    monkeypatch.setenv("SCRUTINY_FETCH_DELAY", "0")
    command = ["fetch", site.url + PROVIDER, "--home", str(tmp_path / "home"), "--json"]
    result = CliRunner().invoke(scrutiny.app, command)
    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert [one["outcome"] for one in said["documents"]] == ["fetched", "fetched"]
    assert f"scrutiny ingest {said['folder']}" in " ".join(result.stderr.split())
    del site.pages["/v1/file/501"]
    assert CliRunner().invoke(scrutiny.app, command).exit_code == 1
    assert CliRunner().invoke(scrutiny.app, ["fetch", "nobody", "--home", str(tmp_path)]).exit_code == 2


@pytest.mark.parametrize("key", ["../../away", "..\\\\away", "a/b", "..", "/etc/passwd", "7" * 500])
def test_no_name_of_a_document_leads_out_of_its_folder(key: str) -> None:
    name = Offered(key, "https://a.example/x.pdf", "Minutes", meeting_date="2024-05-14").name
    assert re.fullmatch(r"2024-05-14 Minutes [^/\\]{1,130}\.pdf", name), name


def test_only_named_hosts_are_fetched_by_default() -> None:
    assert Settings().fetch_hosts == {"reports.ofsted.gov.uk", "files.ofsted.gov.uk"}
    assert Settings().fetch_private_hosts == frozenset()


def test_outcomes_are_printed_as_their_words() -> None:
    report = FetchReport("f", [DocumentOutcome("a", "u", Got.EARLIER)])
    assert json.loads(json.dumps(report.as_json()))["documents"][0]["outcome"] == "left out, earlier"
