import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.paper import BlockKind, Page, Pages, Passage
from ingest.passages import MOST_WORDS, dropped, passages_of
from ingest.readers.page_draft import PageDraft
from ingest.readers.read_text import read_text
from ingest.unreadable import UnreadablePaper

SENTENCE = "Social workers know the children on their caseload well and visit them often enough."  # 14 words


def one_page(*blocks: tuple[BlockKind, str, dict[str, object]]) -> Pages:
    draft = PageDraft()
    for kind, text, more in blocks:
        draft.add(kind, text, **more)  # type: ignore[arg-type]
    return Pages((draft.page(),), paged=True)


def heading(text: str, level: int = 1) -> tuple[BlockKind, str, dict[str, object]]:
    return BlockKind.HEADING, text, {"level": level}


def paragraph(text: str, number: str = "") -> tuple[BlockKind, str, dict[str, object]]:
    label = f"{number}. " if number else ""
    return BlockKind.PARAGRAPH, label + text, {"label": len(label), "number": number or None}


def bullet(text: str) -> tuple[BlockKind, str, dict[str, object]]:
    return BlockKind.BULLET, "• " + text, {"label": 2}


def test_no_passage_mixes_two_headings() -> None:
    passages = passages_of(one_page(heading("Leaders"), paragraph("One."), heading("Care"), paragraph("Two.")))
    assert [(p.headings, p.text) for p in passages] == [(("Leaders",), "One."), (("Care",), "Two.")]


def test_headings_are_a_path() -> None:
    passages = passages_of(
        one_page(
            heading("Report"), heading("Care", 2), heading("Plans", 3), paragraph("One."), heading("Visits", 3),
            paragraph("Two."), heading("Leaders", 2), paragraph("Three."),
        )
    )  # fmt: skip
    assert [p.headings for p in passages] == [
        ("Report", "Care", "Plans"), ("Report", "Care", "Visits"), ("Report", "Leaders"),
    ]  # fmt: skip


def test_a_heading_without_text_is_kept_as_a_passage() -> None:
    passages = passages_of(one_page(heading("The judgement is inadequate"), heading("Care"), paragraph("One.")))
    assert [(p.kind, p.text) for p in passages] == [
        (BlockKind.HEADING, "The judgement is inadequate"),
        (BlockKind.PARAGRAPH, "One."),
    ]


def test_the_cells_of_a_row_stand_in_its_text_over_a_page_break() -> None:
    first, second, names = PageDraft(1), PageDraft(2), ("Action", "Done")
    first.add_row(names, names)
    first.add_row(["Recruit two nurses", "Yes,"], names)
    second.add(BlockKind.ROW, "in May", columns=names, cells=[(0, 0), (0, 6)], continues=True)
    (passage,) = passages_of(Pages((first.page(), second.page()), paged=True))
    assert passage.columns == ("Action", "Done")
    said = [(passage.columns[column], passage.text[start:end]) for column, start, end in passage.cells]
    assert said == [("Action", "Recruit two nurses"), ("Done", "Yes,"), ("Done", "in May")]


@pytest.mark.parametrize(
    ("kind", "over", "caption"),
    [
        (BlockKind.CAPTION, "Plans by quarter", "Plans by quarter"),
        (BlockKind.PARAGRAPH, "Table 3 Plans by quarter", "Table 3 Plans by quarter"),
        (BlockKind.PARAGRAPH, "Many were late. The plans were as follows:", "The plans were as follows:"),
        (BlockKind.PARAGRAPH, "Many plans were late.", ""),
    ],
)
def test_a_row_knows_what_is_printed_over_its_table(kind: BlockKind, over: str, caption: str) -> None:
    draft, names = PageDraft(1), ("Quarter", "Plans")
    draft.add(kind, over)
    for cells in (names, ("Q1", "88"), ("Q2", "96")):
        draft.add_row(cells, names)
    draft.add(BlockKind.PARAGRAPH, "The next table is of another matter.")
    draft.add_row(("Owner", "Due"), ("Owner", "Due"))
    draft.add_row(("Director", "May"), ("Owner", "Due"))
    captions = {p.text: p.caption for p in passages_of(Pages((draft.page(),), paged=True)) if p.kind is BlockKind.ROW}
    assert captions == {"Q1 88": caption, "Q2 96": caption, "Director May": ""}


def test_each_numbered_paragraph_is_a_passage_without_its_number() -> None:
    passages = passages_of(one_page(heading("Care"), paragraph("One.", "14"), paragraph("Two.", "15")))
    assert [(p.paragraph, p.text) for p in passages] == [("14", "One."), ("15", "Two.")]


def test_bullets_stand_with_the_line_that_leads_in() -> None:
    passages = passages_of(
        one_page(heading("Next"), paragraph("Leaders should:"), bullet("act"), bullet("report back"))
    )
    assert [p.text for p in passages] == ["Leaders should: act report back"]
    sentences = [passages[0].text[s.start : s.end] for s in passages[0].sentences]
    assert sentences == ["Leaders should:", "act", "report back"]


def test_lettered_items_belong_to_their_numbered_paragraph() -> None:
    passages = passages_of(
        one_page(paragraph("It found that:", "9"), paragraph("Plans drift.", "a"), paragraph("New.", "10"))
    )
    assert [(p.paragraph, p.text) for p in passages] == [("9", "It found that: Plans drift."), ("10", "New.")]


def test_a_long_paragraph_is_cut_at_sentence_ends() -> None:
    passages = passages_of(one_page(heading("Care"), paragraph(" ".join([SENTENCE] * 30), "7")))
    assert len(passages) == 3
    assert " ".join(p.text for p in passages) == " ".join([SENTENCE] * 30)
    assert all(len(p.text.split()) <= MOST_WORDS for p in passages)
    assert all(p.text.startswith("Social") and p.text.endswith("enough.") for p in passages)
    assert {p.paragraph for p in passages} == {"7"}


def test_short_paragraphs_are_put_together_and_long_ones_not() -> None:
    passages = passages_of(one_page(*[paragraph(" ".join([SENTENCE] * 4))] * 3))
    assert [len(p.text.split()) for p in passages] == [112, 56]


def test_each_row_is_a_passage_and_the_header_row_is_none() -> None:
    draft = PageDraft()
    for cells in (("Judgement", "Grade"), ("Overall effectiveness", "Good"), ("Leaders", "Outstanding")):
        draft.add_row(cells, ("Judgement", "Grade"))
    passages = passages_of(Pages((draft.page(),), paged=True))
    assert [(p.text, p.columns) for p in passages] == [
        ("Overall effectiveness Good", ("Judgement", "Grade")),
        ("Leaders Outstanding", ("Judgement", "Grade")),
    ]


def test_a_paragraph_goes_on_over_furniture_and_footnotes() -> None:
    first, second = PageDraft(1), PageDraft(2)
    first.add(BlockKind.PARAGRAPH, "1. Children wait", label=3, number="1")
    first.add(BlockKind.FOOTNOTE, "2 A note at the foot.", label=2, number="2")
    first.add(BlockKind.FURNITURE, "Page 1")
    second.add(BlockKind.FURNITURE, "Report")
    second.add(BlockKind.PARAGRAPH, "too long.", continues=True)
    passages = passages_of(Pages((first.page(), second.page()), paged=True))
    assert [p.text for p in passages] == ["Children wait too long.", "A note at the foot."]
    assert [(place.page, words) for place, words in passages[0].parts(9, 23)] == [(1, "wait"), (2, "too long.")]


def test_what_is_in_no_passage_is_named() -> None:
    pages = one_page(heading("Care"), paragraph("One.", "1"), (BlockKind.FURNITURE, "Page 1", {}))
    text = pages.pages[0].text
    assert [text[s.start : s.end] for s in dropped(pages, passages_of(pages))] == ["Care\n1. ", "\nPage 1"]


words = st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12), min_size=1, max_size=40)
texts = st.builds(lambda parts, end: " ".join(parts) + end, words, st.sampled_from(["", ".", ":", "?", ".”"]))
blocks = st.tuples(
    st.sampled_from(list(BlockKind)),
    texts,
    st.sampled_from(["", "1", "2", "a", "ii"]),
    st.integers(0, 4),
    st.booleans(),
)


@st.composite
def random_pages(draw: st.DrawFn) -> Pages:
    pages: list[Page] = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        draft = PageDraft(number)
        for kind, text, label, level, continues in draw(st.lists(blocks, max_size=12)):
            if kind is BlockKind.ROW:
                draft.add_row(text.split(" ", 3), draw(st.sampled_from([(), ("A", "B")])))
            else:
                printed = f"{label}. " if label and not continues else ""
                number_or_none = label if printed else None
                more = {"level": level, "number": number_or_none, "continues": continues}
                draft.add(kind, printed + text, label=len(printed), **more)  # type: ignore[arg-type]
        pages.append(draft.page())
    return Pages(tuple(pages), paged=True)


def check(pages: Pages, passages: list[Passage]) -> None:
    held = {page.number: [0] * len(page.text) for page in pages.pages}
    for segment in [s for p in passages for s in p.segments] + dropped(pages, passages):
        for i in range(segment.start, segment.end):
            held[segment.page][i] += 1
    assert all(count == 1 for counts in held.values() for count in counts)
    text = {page.number: page.text for page in pages.pages}
    for passage in passages:
        assert passage.parts(0, len(passage.text)) == [(s, text[s.page][s.start : s.end]) for s in passage.segments]
        at = 0
        for sentence in passage.sentences:
            assert passage.text[at : sentence.start].strip() == ""
            assert sentence.start < sentence.end
            at = sentence.end
        assert passage.text[at:].strip() == ""
        assert passage.sentences


@given(random_pages())
@settings(max_examples=150, deadline=None)
def test_every_character_is_in_one_passage_or_named_as_dropped(pages: Pages) -> None:
    check(pages, passages_of(pages))


@given(
    st.lists(st.one_of(texts, st.sampled_from(["", "1. One", "(ii) two", "- item", "DETAIL", "Contact us"]))),
    st.binary(max_size=40),
)
@settings(max_examples=150, deadline=None)
def test_any_text_file_is_read_or_refused(lines: list[str], tail: bytes) -> None:
    try:
        pages = read_text("\n".join(lines).encode() + tail)
    except UnreadablePaper:
        return
    check(pages, passages_of(pages))
