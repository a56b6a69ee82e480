"""A briefing says only what its papers say, and every reference leads to where it says it."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock
from urllib.parse import parse_qsl, urlsplit

import docx
import pypdfium2
import pytest
from click.testing import Result
from typer.testing import CliRunner

from assistant.briefing.bearing import Bearing
from assistant.briefing.briefing import Asked, Briefing, Line, Part, numbered_sources, place_of
from assistant.briefing.compose import NoBriefing, compose
from assistant.briefing.conflicts import differ, figures_in
from assistant.briefing.currency import out_of_date
from assistant.briefing.edit import BadEdit, edited_line, with_note
from assistant.briefing.gaps import of_silent_inspections, of_voices
from assistant.briefing.printed import picture_of, shown_text, sources_of
from assistant.briefing.rights import for_reader, public_only
from assistant.briefing.store import Briefings, NoSuchBriefing
from assistant.briefing.web import briefing_as_html
from assistant.briefing.word import briefing_as_word
from assistant.quoting.passage_link import link_from, marked_by, version_of
from corpus.corpus import Corpus
from corpus.held import HeldPaper
from corpus.paper import Access, Facts, Kind, Role
from corpus.reader import Reader
from corpus.scope import Scope
from corpus.workbench import Workbench
from ingest.sync import sync
from scrutiny import app
from tests.conftest import PATIENCE

OFFICER = Scope(Role.OFFICER)
TOPIC = "bed and breakfast hotels for care leavers"
CLOSED_TOPIC = "the preferred bidder for the residential home for children with complex needs"
ADDRESS = "https://scrutiny.example"
SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def briefing(sample_corpus: Corpus) -> Briefing:
    return compose(sample_corpus, Asked(topic=TOPIC, audience="the panel"), OFFICER)


def lines_of(briefing: Briefing, part: Part) -> list[Line]:
    return [line for section in briefing.sections if section.part is part for line in section.lines]


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_every_quotation_stands_verbatim_on_the_page_that_it_cites(sample_corpus: Corpus, briefing: Briefing) -> None:
    papers = {paper.id: paper for paper in sample_corpus.catalogue.papers(OFFICER)}
    quoted = [line for line in briefing.lines() if line.kind in ("quote", "register")]
    assert len(quoted) > 20
    for line in quoted:
        assert line.references, line.text
        for reference in line.references:
            texts = sample_corpus.catalogue.texts(papers[reference.citation.paper])
            page = texts[(reference.citation.page or 1) - 1]
            assert one_line(reference.citation.quote) in one_line(page), line.text
        if line.kind == "quote":
            said = " ".join(reference.citation.quote for reference in line.references)
            assert one_line(line.text) == one_line(said)


def test_every_reference_opens_its_page_with_the_words_marked(sample_corpus: Corpus, briefing: Briefing) -> None:
    for line in briefing.lines():
        for reference in line.references:
            found = version_of(sample_corpus, reference.link, OFFICER)
            assert found is not None
            paper, link = found
            assert (paper.id, link.page) == (reference.citation.paper, reference.citation.page or 1)
            marked = marked_by(sample_corpus, link, paper)
            assert marked is not None, line.text
            assert marked.quote == reference.citation.quote


def test_it_says_what_inspectors_found_what_the_council_said_and_what_is_open(briefing: Briefing) -> None:
    inspector = " ".join(line.text for line in lines_of(briefing, Part.INSPECTOR))
    assert "nine care leavers stayed in bed and breakfast" in inspector
    assert "five young people stayed in one" in inspector, "the latest inspection speaks"
    council = " ".join(line.text for line in lines_of(briefing, Part.COUNCIL))
    assert "The use of bed and breakfast accommodation for care leavers has ended." in council
    actions = lines_of(briefing, Part.ACTIONS)
    assert any("report to the Panel in July 2024" in line.text for line in actions)
    assert any(line.label == "Since then" for line in actions)
    assert all(line.kind != "quote" or line.references for line in briefing.lines())


def test_a_row_of_a_plan_is_given_cell_by_cell(briefing: Briefing) -> None:
    (row,) = [line for line in lines_of(briefing, Part.COUNCIL) if "Ten more supported lodgings" in line.text]
    assert row.text.startswith("Ten more supported lodgings; no placement")
    assert "Tom Birtles" not in row.text
    assert row.detail == (
        "Owner: Tom Birtles, Head of Care Leavers. Due: 31 March 2021. Action: amber. Impact: amber. "
        "Done so far: “Four of ten lodgings approved; two young people placed since January 2020”."
    )


def test_every_theme_is_tied_to_a_passage_or_to_a_named_gap(briefing: Briefing) -> None:
    themes: dict[str | None, list[Line]] = {}
    for line in lines_of(briefing, Part.THEMES):
        themes.setdefault(line.under, []).append(line)
    assert len(themes) > 1
    gaps = {line.text for line in lines_of(briefing, Part.GAPS)}
    for theme, lines in themes.items():
        tied = [line for line in lines if line.references or line.text in gaps]
        assert tied, theme
        assert [line.kind for line in lines].count("question") == 1
    assert any("more than once" in (theme or "") for theme in themes)


def test_figures_that_differ_are_set_side_by_side_and_those_that_agree_are_not() -> None:
    council = "The council counted four care leavers in hotels over the winter."
    inspector = "Inspectors counted nine care leavers in hotels over the winter."
    assert differ(council, inspector)
    assert not differ(council, "Four care leavers in hotels over the winter were counted by the council's auditors.")
    assert not differ(council, "The council counted nine foster carers in hotels over the winter.")
    assert figures_in("In 2019, two care leavers aged 18 waited 20 days, and 61% of children were seen on time.") == [
        *figures_in("two care leavers"),
        *figures_in("61% of children were seen"),
    ]


def test_a_topic_that_the_papers_are_silent_on_makes_no_briefing(sample_corpus: Corpus) -> None:
    with pytest.raises(NoBriefing, match="do not say anything"):
        compose(sample_corpus, Asked(topic="the football league of 1974"), OFFICER)
    with pytest.raises(NoBriefing, match="No paper on Brackenford from 1 May 2031"):
        compose(sample_corpus, Asked(topic=TOPIC, since="2031-05-01"), OFFICER)


def test_only_papers_of_the_time_and_of_the_choice_are_used(sample_corpus: Corpus) -> None:
    short = compose(sample_corpus, Asked(topic=TOPIC, since="2019", until="2021"), OFFICER)
    years = {(r.citation.inspected_to or r.citation.published or "")[:4] for x in short.lines() for r in x.references}
    assert years <= {"2019", "2020", "2021"}
    assert len(years) > 1
    paper = next(p for p in sample_corpus.catalogue.papers(OFFICER) if p.said.startswith("2025-02"))
    one = compose(sample_corpus, Asked(topic=TOPIC, papers=(paper.id,)), OFFICER)
    assert {r.citation.paper for x in one.lines() for r in x.references} == {paper.id}


def test_a_closed_paper_is_quoted_only_to_those_with_the_right_and_marked(sample_corpus: Corpus) -> None:
    asked = Asked(topic=CLOSED_TOPIC)
    officers, members = compose(sample_corpus, asked, OFFICER), compose(sample_corpus, asked, Scope(Role.MEMBER))
    closed = [line for line in officers.lines() if not line.is_public]
    assert closed
    assert all(line.access is Access.EXEMPT for line in closed)
    assert members.is_public
    assert members.closed_held == 0
    word = text_of(briefing_as_word(officers, None, ADDRESS))
    assert "NOT FOR PUBLICATION" in word
    assert "Exempt, not public" in word
    seen = for_reader(officers, sample_corpus.catalogue, Scope(Role.MEMBER))
    for shown in (seen, public_only(officers), members):
        for made in (text_of(briefing_as_word(shown, None, ADDRESS)), briefing_as_html(shown, None, ADDRESS)):
            assert not [line.text for line in closed if line.text in made]
            assert "NOT FOR PUBLICATION" not in made
            assert "not public" not in made.casefold()
    named = for_reader(
        officers, sample_corpus.catalogue, Scope(Role.MEMBER, named=frozenset({closed[0].references[0].citation.paper}))
    )
    assert closed[0] in list(named.lines())


def test_a_gap_that_names_a_closed_paper_is_as_closed_as_that_paper() -> None:
    def inspection(name: str, last: str, access: Access = Access.PUBLIC) -> HeldPaper:
        facts = Facts(name, Kind.INSPECTION_REPORT, "Brackenford", inspected_to=last, access=access)
        return HeldPaper(name, name, "current", 1, 1, True, facts)

    heard = inspection("heard", "2020-02-14")
    silent = inspection("silent", "2023-06-16")
    draft = inspection("draft", "2025-03-14", Access.CONFIDENTIAL)
    found = Bearing({heard.id: []}, frozenset(), enough=True)
    gaps = of_silent_inspections([heard, silent, draft], found)
    assert [line.access for line in gaps] == [Access.PUBLIC, Access.CONFIDENTIAL]
    assert "14 March 2025" in gaps[1].text
    many = [heard, draft, *(inspection(f"silent {day}", f"2023-06-{day}") for day in range(10, 20))]
    (counted,) = of_silent_inspections(many, found)
    assert counted.access is Access.CONFIDENTIAL
    own = HeldPaper("o", "o", "current", 1, 1, True, Facts("o", Kind.MINUTES, "Brackenford", published="2024-01-09"))
    spoken = Bearing({draft.id: [Mock()]}, frozenset(), enough=True)
    (since,) = of_voices([heard, own, draft], spoken)
    assert since.access is Access.CONFIDENTIAL
    assert "No paper of the council is held from after" in since.text


def text_of(word: bytes) -> str:
    document = docx.Document(io.BytesIO(word))
    heads = [p.text for section in document.sections for p in (*section.header.paragraphs, *section.footer.paragraphs)]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *heads])


def test_the_word_file_has_real_headings_numbered_links_and_words_for_its_picture(
    sample_corpus: Corpus, briefing: Briefing
) -> None:
    picture = picture_of(briefing, sample_corpus, OFFICER)
    assert picture is not None
    document = docx.Document(io.BytesIO(briefing_as_word(briefing, picture, ADDRESS)))
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    assert headings[0] == ("Title", briefing.title)
    assert ("Heading 1", "What the inspector found") in headings
    xml = document.element.xml
    marks = set(re.findall(r'w:bookmarkStart [^>]*w:name="([^"]+)"', xml))
    assert set(re.findall(r'w:hyperlink w:anchor="([^"]+)"', xml)) == marks
    assert len(marks) == len(numbered_sources(briefing))
    assert "Care leavers" in re.findall(r'descr="([^"]+)"', xml)[0]
    said = text_of(briefing_as_word(briefing, picture, ADDRESS))
    assert "Check the paper before you quote it." in said
    assert briefing.corpus_date in said


def test_the_numbers_lead_to_the_sources_that_they_name(sample_corpus: Corpus, briefing: Briefing) -> None:
    numbered = numbered_sources(briefing)
    sources = {source.number: source for source in sources_of(briefing, ADDRESS)}
    assert list(sources) == list(range(1, len(numbered) + 1))
    for line in briefing.lines():
        for reference in line.references:
            source = sources[numbered[place_of(reference)].number]
            link = link_from(dict(parse_qsl(urlsplit(source.address).query)))
            assert link is not None
            assert (link.paper, link.page) == (reference.citation.paper, reference.citation.page or 1)
            assert source.title == reference.citation.title
            assert reference.citation.page is None or f"page {reference.citation.page}" in source.cited


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not on this machine")
def test_libreoffice_opens_it_and_prints_every_statement(
    sample_corpus: Corpus, briefing: Briefing, tmp_path: Path
) -> None:
    (tmp_path / "briefing.docx").write_bytes(
        briefing_as_word(briefing, picture_of(briefing, sample_corpus, OFFICER), ADDRESS)
    )
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "briefing.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=PATIENCE)
    with pypdfium2.PdfDocument(tmp_path / "briefing.pdf") as document:
        pages = [document[i].get_textpage().get_text_range() for i in range(len(document))]
    assert 3 < len(pages) < 20
    printed = squeezed(" ".join(re.sub(r"Check each paper before you quote it\s+·\s+Page \d+", "", p) for p in pages))
    for line in briefing.lines():
        assert squeezed(shown_text(line)) in printed, line.text
    for source in sources_of(briefing, ADDRESS):
        assert squeezed(f"[{source.number}] {source.title}") in printed


def squeezed(text: str) -> str:
    """Without spaces, and without the hyphen and mark that a line's end may add."""
    return re.sub(r"[\s\x02\ufffe\u00ad]", "", text)


def test_what_is_edited_is_verified_or_marked_as_the_officers_words(sample_corpus: Corpus, briefing: Briefing) -> None:
    line = next(x for x in lines_of(briefing, Part.INSPECTOR) if "nine care leavers stayed" in x.text)

    def edited(text: str) -> Line:
        return edited_line(sample_corpus, OFFICER, line, text)

    assert edited(f"“{line.text}”") == line
    borne_out = edited(
        "Nine care leavers stayed in bed and breakfast accommodation between August 2024 and January 2025."
    )
    assert borne_out.kind == "written"
    for false in (line.text.replace("nine", "twelve"), line.text.replace("stayed", "had not stayed")):
        own = edited(false)
        assert own.kind == "officer", false
        assert own.doubts
        sections = [
            section.model_copy(update={"lines": (own,)}) if section.part is Part.INSPECTOR else section
            for section in briefing.sections
        ]
        changed = briefing.model_copy(update={"sections": tuple(sections)})
        assert "Officer’s words" in briefing_as_html(changed, None, ADDRESS)
    with pytest.raises(BadEdit, match="needs words"):
        edited("  … ")


def test_a_part_of_a_quotation_is_not_passed_off_as_one(sample_corpus: Corpus, briefing: Briefing) -> None:
    line = next(x for x in lines_of(briefing, Part.INSPECTOR) if "has fallen but has not ended" in x.text)
    cut = edited_line(sample_corpus, OFFICER, line, "Use of bed and breakfast hotels has ended.")
    assert cut.kind == "officer"


def test_a_note_of_an_officer_is_as_closed_as_the_briefing(sample_corpus: Corpus, briefing: Briefing) -> None:
    noted = with_note(briefing, Part.GAPS, "Ask for the contract.")
    assert lines_of(noted, Part.GAPS)[-1].kind == "officer"
    closed = compose(sample_corpus, Asked(topic=CLOSED_TOPIC), OFFICER)
    secret = with_note(closed, Part.GAPS, "The lowest bid was withdrawn.")
    seen = for_reader(secret, sample_corpus.catalogue, Scope(Role.MEMBER))
    assert "The lowest bid" not in seen.model_dump_json()


def test_every_saving_is_a_version_and_others_do_not_see_it(tmp_path: Path, briefing: Briefing) -> None:
    kept = Briefings(Workbench(tmp_path / "workbench.sqlite"))
    officer, colleague = Reader("o", "O", Role.OFFICER), Reader("p", "P", Role.OFFICER)
    member = Reader("m", "M", Role.MEMBER)
    number = kept.add(officer, briefing)
    changed = briefing.model_copy(update={"title": "Another title"})
    assert kept.save(colleague, number, changed, "changed") == 2
    assert kept.get(officer, number) == changed
    assert kept.get(officer, number, 1) == briefing
    assert [(v.number, v.reader) for v in kept.versions(officer, number)] == [(2, "p"), (1, "o")]
    assert [one.title for one in kept.listed(officer)] == ["Another title"]
    assert kept.listed(member) == []
    own = kept.add(member, briefing)
    assert [one.id for one in kept.listed(member)] == [own]
    for forbidden in (
        lambda: kept.get(member, number),
        lambda: kept.get(officer, own),
        lambda: kept.delete(member, number),
    ):
        with pytest.raises(NoSuchBriefing):
            forbidden()
    kept.delete(officer, number)
    assert kept.listed(officer) == []


REPORT = """Inspection of Brackenford City Council children's services

Inspection dates: 18 to 29 September 2023

1. Care leavers in Brackenford are supported well by their personal advisers. Nine care leavers live in hotels.
"""


def test_a_briefing_says_that_a_paper_it_cites_has_changed_or_gone(corpus: Corpus, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "report.txt").write_text(REPORT)
    sync(corpus, [folder])
    made = compose(corpus, Asked(topic="care leavers in hotels"), OFFICER)
    assert out_of_date(made, corpus, OFFICER) == []
    (folder / "report.txt").write_text(REPORT + "\n2. Foster carers speak highly of their training.\n")
    sync(corpus, [folder])
    [warning] = out_of_date(made, corpus, OFFICER)
    assert "stands in the new one too" in warning
    (folder / "report.txt").write_text(REPORT.replace("Nine care leavers", "Eleven care leavers"))
    sync(corpus, [folder])
    [warning] = out_of_date(made, corpus, OFFICER)
    assert re.search(r"new version, and \d quotations? from it no longer", warning)
    (folder / "minutes.txt").write_text(
        "Brackenford City Council\n\nMinutes of the Children and Families Scrutiny Panel, 23 January 2024\n\n"
        "The panel heard that two care leavers lived in hotels.\n"
    )
    stated = {"file": "minutes.txt", "kind": "minutes", "published": "2024-01-23", "authority": "Brackenford"}
    (folder / "manifest.json").write_text(json.dumps([stated]))
    sync(corpus, [folder])
    assert any("newer paper is held" in warning for warning in out_of_date(made, corpus, OFFICER))
    (folder / "report.txt").unlink()
    sync(corpus, [folder])
    assert any("has been withdrawn" in warning for warning in out_of_date(made, corpus, OFFICER))


@pytest.fixture
def run(sample_corpus: Corpus) -> Callable[..., Result]:
    return lambda *args: CliRunner().invoke(app, ["brief", *args, "--home", str(sample_corpus.settings.home)])


def test_the_command_writes_both_formats_and_refuses_what_it_cannot(run: Callable[..., Result], tmp_path: Path) -> None:
    word, web = tmp_path / "b.docx", tmp_path / "b.html"
    done = run(TOPIC, "--out", str(word), "--json")
    assert done.exit_code == 0, done.stderr
    printed = Briefing.model_validate(json.loads(done.stdout))
    assert printed.is_public
    assert printed.title in text_of(word.read_bytes())
    assert run(TOPIC, "--out", str(web), "--since", "2019").exit_code == 0
    assert "http" not in re.sub(r'href="http://127\.0\.0\.1:8501[^"]*"', "", web.read_text())
    for wrong, code in (
        ([TOPIC, "--out", str(tmp_path / "b.pdf")], 2),
        ([TOPIC, "--out", str(word), "--since", "June"], 2),
        ([TOPIC, "--out", str(word), "--papers", "none"], 2),
        (["the football league of 1974", "--out", str(tmp_path / "none.docx")], 1),
    ):
        assert run(*wrong).exit_code == code, wrong
    assert not (tmp_path / "none.docx").exists()
