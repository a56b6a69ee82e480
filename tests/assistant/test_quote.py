"""Every quotation is verbatim on its page; statements are in order, whole, and under who says them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Standing, Statement
from assistant.evaluation.evaluate import Marked
from assistant.quoting.quote import ASKS_WHETHER_AGREED, headed, judged_of, with_neighbours
from assistant.quoting.quoted import Quoted, as_statement, runs_of
from assistant.quoting.row import in_words
from corpus.corpus import Corpus
from corpus.held import HeldPaper, HeldPassage
from corpus.paper import BlockKind, Facts, Kind, Passage, Role, Segment, Sentence, Voice
from corpus.scope import Scope

Ask = Callable[..., Answer]
MINUTES = "council/Minutes of the Children and Families Scrutiny Panel - 23 January 2024.docx"


def held(passage: Passage, paged: bool = True) -> HeldPassage:
    facts = Facts("Report", Kind.INSPECTION_REPORT, "Brackenford", voice=Voice.INSPECTOR)
    return HeldPassage("key", 0, HeldPaper("id", "report.pdf", "current", 1, 9, paged, facts), passage, "", "")


def passage_of(parts: Sequence[tuple[int, str]], *voices: Voice | None) -> Passage:
    """A passage of parts of pages; its sentences end with full stops."""
    text = " ".join(words for _, words in parts)
    segments = tuple(Segment(page, 100, 100 + len(words)) for page, words in parts)
    ends = [i + 1 for i, letter in enumerate(text) if letter == "."]
    starts = [0, *(end + 1 for end in ends[:-1])]
    given_voices = voices or (None,) * len(ends)
    sentences = tuple(Sentence(a, b, voice) for a, b, voice in zip(starts, ends, given_voices, strict=True))
    return Passage(text, segments, paragraph="15", sentences=sentences)


def test_every_quotation_of_the_sample_is_verbatim_on_its_page(sample_corpus: Corpus, marked: list[Marked]) -> None:
    papers = {paper.id: paper for paper in sample_corpus.catalogue.papers(Scope(Role.OFFICER))}
    quotes = 0
    for each in marked:
        for statement in (*each.answer.statements, *each.answer.closest):
            assert statement.citations, each.line.id
            for citation in statement.citations:
                paper = papers[citation.paper]
                page = sample_corpus.catalogue.page(paper, citation.page or 1)
                assert page is not None
                assert citation.quote.strip(), each.line.id
                assert citation.quote in page.text, each.line.id
                assert (citation.page is None) == (not paper.paged)
                quotes += 1
    assert quotes > 100


def test_what_is_quoted_is_what_is_cited(marked: list[Marked]) -> None:
    """Nothing stands in a quoting statement that its citations do not quote, but the names of a table's columns."""
    for each in marked:
        for statement in each.answer.statements:
            if statement.kind == "quote":
                quoted = " ".join(citation.quote for citation in statement.citations)
                assert statement.text == (in_words(statement.cells) or quoted)
                assert all(cell.text in quoted for cell in statement.cells)


def test_statements_are_in_the_order_of_time(marked: list[Marked]) -> None:
    for each in marked:
        if each.answer.standing is Standing.PREMISE_CORRECTED:
            continue  # what corrects comes first
        if any(note.kind == "conflict" for note in each.answer.notes):
            continue  # what inspectors found comes before what the council says of itself
        said = [s.citations[0].inspected_to or s.citations[0].published or "" for s in each.answer.statements]
        assert said == sorted(said), each.line.id


def test_no_sentence_of_a_paper_is_said_twice(marked: list[Marked]) -> None:
    for each in marked:
        texts = [(s.citations[0].file, s.text) for s in each.answer.statements]
        assert len(texts) == len(set(texts)), each.line.id


def test_a_sentence_over_a_page_break_has_a_citation_for_each_page() -> None:
    passage = held(passage_of([(4, "First it rained. Then the flats"), (5, "were opened. All was well.")]))
    statement = as_statement([Quoted(passage, 1)])
    assert statement.text == "Then the flats were opened."
    assert [(c.page, c.quote, c.paragraph) for c in statement.citations] == [
        (4, "Then the flats", "15"),
        (5, "were opened.", "15"),
    ]


def test_page_breaks_of_real_papers_are_cited_page_by_page(sample_corpus: Corpus) -> None:
    broken = 0
    for paper in sample_corpus.catalogue.papers(Scope(Role.OFFICER)):
        for passage in sample_corpus.catalogue.passages_of(paper):
            for i, sentence in enumerate(passage.passage.sentences):
                places = passage.passage.parts(sentence.start, sentence.end)
                if len({place.page for place, _ in places}) < 2:
                    continue
                broken += 1
                citations = as_statement([Quoted(passage, i)]).citations
                assert len(citations) == len(places) >= 2
                for citation in citations:
                    page = sample_corpus.catalogue.page(paper, citation.page or 1)
                    assert page is not None
                    assert citation.quote in page.text
    assert broken >= 3


@given(st.sets(st.integers(0, 5)))
def test_only_neighbours_are_merged(chosen: set[int]) -> None:
    passage = held(passage_of([(1, "A b. C d. E f. G h. I j. K l.")]))
    runs = runs_of([Quoted(passage, i) for i in sorted(chosen)])
    assert [quoted.sentence for run in runs for quoted in run] == sorted(chosen)
    for run in runs:
        numbers = [quoted.sentence for quoted in run]
        assert numbers == list(range(numbers[0], numbers[-1] + 1))
        statement = as_statement(run)
        assert statement.text in passage.passage.text
        assert len(statement.citations) == 1
    for before, after in pairwise(runs):
        assert before[-1].sentence + 1 < after[0].sentence


def test_neighbours_are_not_merged_over_a_page_break_or_a_change_of_voice() -> None:
    over = held(passage_of([(1, "A b."), (2, "C d.")]))
    assert len(runs_of([Quoted(over, 0), Quoted(over, 1)])) == 2
    voices = held(passage_of([(1, "A b. C d.")], None, Voice.PRESS))
    assert [as_statement(run).voice for run in runs_of([Quoted(voices, 0), Quoted(voices, 1)])] == [
        Voice.INSPECTOR,
        Voice.PRESS,
    ]


def test_sentences_of_two_passages_stay_apart() -> None:
    first, second = held(passage_of([(1, "A b.")])), held(passage_of([(1, "C d.")]))
    assert len(runs_of([Quoted(first, 0), Quoted(second, 0)])) == 2


def test_a_format_without_pages_is_cited_without_one() -> None:
    (citation,) = as_statement([Quoted(held(passage_of([(1, "A b.")]), paged=False), 0)]).citations
    assert citation.page is None


def statements_from(marked: list[Marked], folder: str) -> list[Statement]:
    return [s for m in marked for s in m.answer.statements if s.citations[0].file.startswith(folder)]


def test_a_press_paper_or_the_council_never_speaks_as_the_inspector(marked: list[Marked]) -> None:
    elsewhere = [*statements_from(marked, "press/"), *statements_from(marked, "council/")]
    assert len(elsewhere) > 20
    for statement in elsewhere:
        assert statement.voice is not Voice.INSPECTOR or statement.quoted_by in (Voice.COUNCIL, Voice.PRESS)


def test_an_inspectors_report_speaks_as_the_inspector(marked: list[Marked]) -> None:
    own = statements_from(marked, "ofsted/")
    assert len(own) > 50
    # or, as where it gives a young person's words, somebody whom the inspector quotes
    assert all(s.voice is Voice.INSPECTOR or s.quoted_by is Voice.INSPECTOR for s in own)
    assert sum(s.voice is Voice.INSPECTOR for s in own) > 0.9 * len(own)


def test_only_what_was_resolved_is_a_decision(ask_sample: Ask) -> None:
    answer = ask_sample("What did the Panel resolve in January 2024 about every stay in bed and breakfast?")
    resolved = [s for s in answer.statements if "on every stay of a care leaver" in s.text]
    assert [(s.voice, s.citations[0].file) for s in resolved] == [(Voice.DECISION, MINUTES)]


def test_a_councillor_in_the_paper_is_named_with_what_she_said(sample_corpus: Corpus) -> None:
    (story,) = (p for p in sample_corpus.catalogue.papers(Scope()) if "council counted four" in p.file)
    said = [
        as_statement([Quoted(passage, i)])
        for passage in sample_corpus.catalogue.passages_of(story)
        for i in range(len(passage.passage.sentences))
    ]
    (never,) = (s for s in said if "It never came" in s.text)
    assert never.speaker == "Councillor Rosalind Marsh, chair of the Children and Families Scrutiny Panel"
    assert (never.voice, never.quoted_by) == (Voice.COUNCIL, Voice.PRESS)
    (found,) = (s for s in said if s.text.startswith("Inspectors have found"))
    assert (found.voice, found.speaker) == (Voice.PRESS, None)


def test_a_paper_of_another_year_is_not_quoted_beside_the_one_asked_about(ask_sample: Ask) -> None:
    answer = ask_sample("What dates was the 2023 inspection?")
    assert any(c.quote == "Inspection dates: 18 to 29 September 2023" for s in answer.statements for c in s.citations)
    assert {(c.inspected_to or c.published or "")[:4] for s in answer.statements for c in s.citations} == {"2023"}


def of_kind(kind: BlockKind, text: str) -> HeldPassage:
    return held(replace(passage_of([(1, text)]), kind=kind))


def test_a_heading_is_quoted_with_the_list_below_it_and_no_more() -> None:
    heading = of_kind(BlockKind.HEADING, "What the visit covered.")
    below = [
        of_kind(BlockKind.BULLET, "the duty desk."),
        of_kind(BlockKind.BULLET, "private fostering."),
        of_kind(BlockKind.PARAGRAPH, "The council is too slow."),
    ]
    listed = headed(Quoted(heading, 0), lambda _: below)
    assert [item.passage.passage.text for item in listed] == ["the duty desk.", "private fostering."]
    assert headed(Quoted(heading, 0), lambda _: below[2:]) == []
    assert headed(Quoted(below[2], 0), lambda _: below) == []


def test_whether_somebody_agreed_brings_the_sentence_that_says_so() -> None:
    blamed = held(
        passage_of([(1, "Managers blamed the phones. Inspectors did not agree. They named the rota. All rose.")])
    )
    assert [item.sentence for item in judged_of(Quoted(blamed, 0))] == [1, 2]
    assert judged_of(Quoted(blamed, 2)) == []
    assert ASKS_WHETHER_AGREED.search("What did managers blame, and did the inspectors agree?")
    assert not ASKS_WHETHER_AGREED.search("What was agreed about the rota?")


def test_a_sentence_on_those_just_named_is_quoted_with_the_one_before() -> None:
    visit = held(
        passage_of([(1, "Two areas had needed work. Those areas were not looked at. Those who came were heard.")])
    )
    first, second = Quoted(visit, 0), Quoted(visit, 1)
    assert second in with_neighbours([first], [first], [])
    assert with_neighbours([second], [second], []) == [second, first]
