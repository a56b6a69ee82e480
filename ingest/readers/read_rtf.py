"""A rich text file -> one page of blocks, tables in their place, notes after their section."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from corpus.paper import BlockKind, Pages
from ingest.readers.page_draft import PageDraft
from ingest.readers.rtf_tokens import Token, tokens_of
from ingest.readers.word_blocks import BULLET, TableRow, add_footnote, add_paragraph, add_table, plain
from ingest.unreadable import UnreadablePaper

BODY, SKIPPED, STYLES, STYLE, TITLE, LIST_LABEL, NOTE, FURNITURE = range(8)
_SKIPPED = set(
    """fonttbl colortbl filetbl listtable listoverridetable revtbl rsidtbl generator pict nonshppict shprslt object
    objdata fldinst bkmkstart bkmkend annotation atnid atnauthor atnref atrfstart atrfend ftnsep ftnsepc ftncn aftnsep
    aftnsepc aftncn tc tcn xe template themedata colorschememapping latentstyles datastore xmlnstbl pgptbl author
    operator creatim revtim printim company subject keywords doccomm comment hlinkbase manager category private
    mmathPr panose falt upr sn sv sp pnseclvl pntxta pntxtb do""".split()
)
_RUNNING = {"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"}


@dataclass(slots=True)
class Style:
    """What a group inherits from the one around it."""

    destination: int = BODY
    hidden: bool = False
    bold: bool = False


@dataclass(slots=True)
class Paragraph:
    pieces: list[tuple[str, bool]] = field(default_factory=list)  # text, and whether it is bold
    printed: str = ""
    level: int = 0  # of a heading
    in_table: bool = False

    @property
    def text(self) -> str:
        # pairs of surrogates, each written as a number of its own, become one character
        joined = "".join(text for text, _ in self.pieces).encode("utf-16-le", "surrogatepass")
        return plain(joined.decode("utf-16-le", "ignore"))

    @property
    def bold(self) -> bool:
        marks = [bold for text, bold in self.pieces if text.strip()]
        return bool(marks) and all(marks)


def read_rtf(data: bytes) -> Pages:
    """Raises UnreadablePaper where there is no text."""
    reader = _Rtf()
    for token in tokens_of(data):
        reader.take(token)
    reader.finish()
    if all(block.kind is BlockKind.FURNITURE for block in reader.draft.blocks):
        raise UnreadablePaper("the rich text file holds no text: save it as Word (.docx) or PDF and try again")
    return Pages((reader.draft.page(),), paged=False, title=plain("".join(reader.title)) or None)


class _Rtf:
    def __init__(self) -> None:
        self.draft = PageDraft()
        self.title: list[str] = []
        self._groups: list[Style] = []
        self._style = Style()
        self._optional = False  # a star was read: an unknown word after it begins a group to skip
        self._paragraph = Paragraph()
        self._levels: dict[int, int] = {}  # style -> level of a heading
        self._style_number = 0
        self._style_name = ""
        self._cell: list[Paragraph] = []
        self._row: list[list[Paragraph]] = []
        self._rows: list[TableRow] = []
        self._header_row = False
        self._note: list[str] = []
        self._notes: list[str] = []
        self._noted = 0
        self._running: list[str] = []

    def take(self, token: Token) -> None:
        if token.kind == "open":
            self._groups.append(replace(self._style))
        elif token.kind == "close":
            self._close()
        elif token.kind == "star":
            self._optional = True
            return
        elif token.kind == "text":
            self._take_text(token.text)
        else:
            self._take_word(token)
        self._optional = False

    def finish(self) -> None:
        """What is left when the file ends, also in the midst of a group."""
        self._end_paragraph()
        self._end_table()
        self._write_notes()

    def _close(self) -> None:
        ended, self._style = self._style.destination, self._groups.pop() if self._groups else Style()
        outer = self._style.destination
        if ended == STYLE and outer != STYLE:
            name, _, number = self._style_name.strip().rstrip(";").lower().partition(" ")
            if name == "heading" and number[:1].isdigit():
                self._levels[self._style_number] = int(number[0])
            elif name == "title":
                self._levels[self._style_number] = 1
            self._style_number, self._style_name = 0, ""
        elif ended == NOTE and outer != NOTE:
            self._notes.append(plain("".join(self._note)))
            self._note.clear()
        elif ended == FURNITURE and outer != FURNITURE:
            text = plain("".join(self._running))
            self._running.clear()
            furniture = [self.draft.text[b.start : b.end] for b in self.draft.blocks if b.kind is BlockKind.FURNITURE]
            if text not in furniture:
                self.draft.add(BlockKind.FURNITURE, text)

    def _take_text(self, text: str) -> None:
        style = self._style
        if style.hidden:
            return
        if style.destination == BODY:
            self._paragraph.pieces.append((text, style.bold))
        elif style.destination == LIST_LABEL:
            self._paragraph.printed += text
        elif style.destination == NOTE:
            self._note.append(text)
        elif style.destination == FURNITURE:
            self._running.append(text)
        elif style.destination == STYLE:
            self._style_name += text
        elif style.destination == TITLE:
            self.title.append(text)

    def _take_word(self, token: Token) -> None:
        word, number, style = token.text, token.number, self._style
        on = number != 0
        if style.destination == SKIPPED:
            style.destination = BODY if word == "shptxt" else SKIPPED  # a text box inside a drawing
        elif word == "stylesheet":
            style.destination = STYLES
        elif style.destination in (STYLES, STYLE):
            style.destination = STYLE
            self._style_number = number or 0 if word == "s" else self._style_number
        elif word in ("listtext", "pntext"):
            style.destination = LIST_LABEL
        elif word == "footnote":
            style.destination = NOTE
        elif word in _RUNNING:
            style.destination = FURNITURE
        elif word == "info":
            style.destination = SKIPPED if self._optional else style.destination
        elif word == "title":
            style.destination = TITLE
        elif word in _SKIPPED or (self._optional and word != "shptxt"):
            style.destination = SKIPPED
        elif word in ("v", "deleted"):
            style.hidden = on
        elif word == "b":
            style.bold = on
        elif word == "plain":
            style.bold = style.hidden = False
        elif style.destination == BODY:
            self._take_layout(word, number)
        elif word in ("par", "line", "tab", "cell"):
            self._take_text(" ")

    def _take_layout(self, word: str, number: int | None) -> None:
        paragraph = self._paragraph
        if word == "pard":
            paragraph.level, paragraph.in_table = 0, False
        elif word == "s":
            paragraph.level = self._levels.get(number or 0, 0)
        elif word == "outlinelevel":
            paragraph.level = (number or 0) + 1 if (number or 0) < 9 else 0
        elif word == "intbl":
            paragraph.in_table = True
        elif word == "trhdr":
            self._header_row = True
        elif word in ("par", "sect", "page"):
            self._end_paragraph()
        elif word in ("cell", "nestcell"):
            self._end_paragraph()
            self._row.append(self._cell)
            self._cell = []
        elif word in ("row", "nestrow"):
            self._end_row()

    def _end_paragraph(self) -> None:
        ended = self._paragraph
        self._paragraph = Paragraph(level=ended.level, in_table=ended.in_table)
        text = ended.text
        if ended.in_table or self._row:
            self._cell += [ended] if text else []
            return
        if not text:
            return
        self._end_table()
        self._add(ended)

    def _add(self, paragraph: Paragraph) -> None:
        if paragraph.level:
            self._write_notes()
        printed = plain(paragraph.printed)
        if printed and not any(c.isalnum() for c in printed):
            printed = BULLET
        add_paragraph(self.draft, paragraph.text, level=paragraph.level, printed=printed, bold=paragraph.bold)

    def _end_row(self) -> None:
        if self._cell:
            self._row.append(self._cell)
        row, self._row, self._cell = self._row, [], []
        filled = [cell for cell in row if cell]
        if len(filled) == 1 and len(filled[0]) > 1:  # a frame around a part of the text
            self._end_table()
            for paragraph in filled[0]:
                self._add(paragraph)
            return
        cells = tuple(" ".join(paragraph.text for paragraph in cell) for cell in row)
        bold = tuple(all(paragraph.bold for paragraph in cell) for cell in row if cell)
        self._rows.append(TableRow(cells, bold, self._header_row))
        self._header_row = False

    def _end_table(self) -> None:
        if self._row or self._cell:
            self._end_row()
        if self._rows:
            add_table(self.draft, self._rows)
            self._rows = []

    def _write_notes(self) -> None:
        for text in self._notes:
            self._noted += 1
            add_footnote(self.draft, str(self._noted), text)
        self._notes.clear()
