"""The sample papers: the generator makes them again, each says it is fictional, and the questions' quotes stand."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from docx import Document
from selectolax.lexbor import LexborHTMLParser

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sample"
PAPERS = SAMPLE / "papers"


def files_in(folder: Path) -> list[str]:
    """Every paper below the folder; the manifest is none."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json")
    return sorted(path.relative_to(folder).as_posix() for path in found)


FILES = files_in(PAPERS)
QUESTIONS = [json.loads(line) for line in (SAMPLE / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
GOLD = [(question["id"], citation) for question in QUESTIONS for citation in question["gold"]]
MOST_BYTES = 1_500_000


def is_scan(file: str) -> bool:
    return "(scan)" in file


@cache
def pages(path: Path) -> list[str]:
    """A paper's text page by page; a paper without pages is one."""
    if path.suffix == ".pdf":
        with pdfium.PdfDocument(path) as document:
            return [page.get_textpage().get_text_range() for page in document]
    if path.suffix == ".docx":
        document = Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return ["\n".join([paragraph.text for paragraph in document.paragraphs] + cells)]
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        body = LexborHTMLParser(text).body
        assert body is not None
        return [body.text(separator="\n")]
    return [text]


def squash(text: str) -> str:
    """Without white space and hyphens: a quotation may run over lines and break at a hyphen."""
    return re.sub(r"[\s\-\u00ad\u0002\ufffe]+", "", text)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("reportlab", reason="the sample papers are drawn with reportlab, of the test extra")
    from corpus.sample.make_papers import make_papers

    out = tmp_path_factory.mktemp("papers")
    make_papers(out)
    return out


def test_there_are_enough_papers_and_they_are_small() -> None:
    assert len(FILES) >= 14
    assert sum((PAPERS / file).stat().st_size for file in FILES) < MOST_BYTES


def test_the_generator_makes_exactly_the_committed_papers(made: Path) -> None:
    assert files_in(made) == FILES
    assert (made / "manifest.json").read_bytes() == (PAPERS / "manifest.json").read_bytes()


@pytest.mark.parametrize("file", FILES)
def test_the_generator_makes_the_same_text(made: Path, file: str) -> None:
    assert pages(made / file) == pages(PAPERS / file)


def test_the_generator_makes_the_same_bytes_twice(made: Path, tmp_path: Path) -> None:
    from corpus.sample.make_papers import make_papers

    make_papers(tmp_path)
    for file in FILES:
        assert (tmp_path / file).read_bytes() == (made / file).read_bytes(), file


@pytest.mark.parametrize("file", [file for file in FILES if not is_scan(file)])
def test_every_paper_says_that_it_is_fictional(file: str) -> None:
    assert "Fictional paper" in "\n".join(pages(PAPERS / file))


@pytest.mark.parametrize("file", [file for file in FILES if file.endswith(".pdf") and not is_scan(file)])
def test_every_page_of_a_pdf_says_that_it_is_fictional(file: str) -> None:
    assert all("Fictional paper" in page for page in pages(PAPERS / file))


def test_the_scan_is_a_picture_without_text_that_still_can_be_read() -> None:
    rapidocr = pytest.importorskip("rapidocr")
    (file,) = [file for file in FILES if is_scan(file)]
    assert [page.strip() for page in pages(PAPERS / file)] == [""]
    with pdfium.PdfDocument(PAPERS / file) as document:
        picture = document[0].render(scale=150 / 72).to_numpy()
    read = squash("".join(rapidocr.RapidOCR()(picture).txts)).lower()
    assert "fictionalpaper" in read
    for _, citation in GOLD:
        if citation["file"] == file:
            assert squash(citation["quote"]).lower() in read


def test_the_exempt_appendix_is_marked_on_its_first_page_and_says_what_nothing_else_does() -> None:
    (file,) = [file for file in FILES if "exempt" in file.lower()]
    assert "NOT FOR PUBLICATION by virtue of paragraph 3 of Schedule 12A" in pages(PAPERS / file)[0]
    for secret in ("5,640", "Larkmoor", "382,720", "Fellgate"):
        holders = [other for other in FILES if secret in "\n".join(pages(PAPERS / other))]
        assert holders == [file], secret


def test_the_manifest_names_papers_that_exist() -> None:
    for entry in json.loads((PAPERS / "manifest.json").read_text(encoding="utf-8")):
        assert entry["file"] in FILES


def test_the_papers_bring_the_layouts_that_make_reading_hard() -> None:
    """Paragraphs that run over a page, words broken at a hyphen, grades that wrap, a footer on every page."""
    report = PAPERS / "ofsted" / "children's services inspection - 17 november 2023.pdf"
    text = pages(report)
    assert all("Inspection of Brackenford City local authority children’s services\r\n18 to 29" in p for p in text)
    assert re.search(r"Requires improvement\s*\r\nto be good", text[0])
    assert "no publicity for schools or the public since 2018." in squash_spaces(text[1])
    assert "This finding was made in 2014 and again in 2019" in squash_spaces(text[2])
    assert any(re.search(r"[a-z]-\r\n[a-z]|[a-z][\u0002\ufffe\u00ad]\r?\n?[a-z]", page) for page in text)


def squash_spaces(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(("question", "citation"), [pair for pair in GOLD if not is_scan(pair[1]["file"])])
def test_every_gold_quote_stands_on_the_page_it_names(question: str, citation: dict[str, Any]) -> None:
    path = PAPERS / citation["file"]
    text = pages(path)
    assert (citation["page"] is None) == (path.suffix != ".pdf"), question
    page = text[(citation["page"] or 1) - 1]
    assert squash(citation["quote"]) in squash(page)
    if citation["para"] is not None:
        assert re.search(rf"(?m)^\s*{citation['para']}\.\s", "\n".join(text)), "the paragraph number is not printed"


def test_a_quote_that_is_not_there_would_be_found_out() -> None:
    report = PAPERS / "ofsted" / "children's services inspection - 17 november 2023.pdf"
    assert squash("Children and families in Brackenford now receive outstanding services.") not in squash(
        pages(report)[0]
    )


def test_questions_have_their_own_ids_and_the_fields_of_the_contract() -> None:
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS)
    fields = "id kind question scope answerable answer must_include any_of must_not_include gold".split()
    for question in QUESTIONS:
        assert not [field for field in fields if field not in question], question["id"]
        assert question["answerable"] == bool(question["gold"]), question["id"]
        assert all(set(citation) == {"file", "page", "quote", "para", "group"} for citation in question["gold"])


def test_follow_up_questions_carry_the_turns_before() -> None:
    for question in QUESTIONS:
        assert ("turns" in question) == (question["kind"] == "follow_up"), question["id"]
        assert question.get("turns", [question["question"]])[-1] == question["question"]


def test_there_are_questions_of_every_kind() -> None:
    kinds = Counter(question["kind"] for question in QUESTIONS)
    least = {"unanswerable": 12, "false_premise": 6, "follow_up": 4, "single_fact": 8, "judgement": 6}
    least |= {"change_over_time": 5, "what_needs_to_improve": 4, "numeric_or_date": 4, "attribution": 3}
    least |= {"who_said": 3, "conflict": 4, "action_followup": 4}
    assert len(QUESTIONS) >= 60
    assert not {kind: kinds[kind] for kind, number in least.items() if kinds[kind] < number}
