"""An answer as plain text, for a terminal or to paste."""

from __future__ import annotations

from itertools import groupby

from assistant.answer import Answer, Citation, Standing, Statement
from assistant.quoting.row import cell_in_words
from corpus.dates import date_in_words
from corpus.paper import Voice

WHO_SAYS = {
    Voice.INSPECTOR: "Inspectors said",
    Voice.COUNCIL: "The council said",
    Voice.PRESS: "The press reported",
    Voice.DECISION: "It was decided",
    Voice.OTHER: "Also said",
}
WRITTEN_BY = "What stands without quotation marks is written by {model}, and checked against the words cited."
QUOTED_BY = {
    Voice.COUNCIL: "as quoted by the council",
    Voice.PRESS: "as quoted in the press",
    Voice.INSPECTOR: "as quoted by inspectors",
    Voice.DECISION: "as quoted in a decision",
    Voice.OTHER: "as quoted elsewhere",
}
STANDINGS = {
    Standing.ANSWERED: None,
    Standing.PARTLY: "The papers say only part of it.",
    Standing.PREMISE_CORRECTED: "The question assumes something that the papers contradict.",
    Standing.NOT_IN_PAPERS: "The papers do not say.",
    Standing.NEEDS_DETAIL: "The question can be read in more than one way.",
    Standing.REFUSED: "This is not something that the assistant answers.",
}


def who_says(statement: Statement) -> str:
    """ "Inspectors said, as quoted by the council"."""
    said = WHO_SAYS[statement.voice]
    return f"{said}, {QUOTED_BY[statement.quoted_by]}" if statement.quoted_by else said


def place(citation: Citation) -> str:
    """ "page 4, paragraph 15"; empty for a paper without either."""
    page = f"page {citation.page}" if citation.page else ""
    paragraph = f"paragraph {citation.paragraph}" if citation.paragraph else ""
    return ", ".join(part for part in (page, paragraph) if part)


def in_quotation_marks(text: str) -> str:
    """In quotation marks, once where the paper's own open or close the text."""
    opening = "" if text.startswith("“") and "”" not in text[:-1] else "“"
    closing = "" if text.endswith("”") and "“" not in text[1:] else "”"
    return f"{opening}{text}{closing}"


def listed_under(heading: str) -> str:
    """What is shown before an item of a list of demands, and before the first of several."""
    return f"Listed under “{heading}”:"


def dated(citation: Citation) -> str:
    """When the cited paper speaks, in words."""
    if citation.inspected_to:
        return f"inspected to {date_in_words(citation.inspected_to)}"
    return f"dated {date_in_words(citation.published)}" if citation.published else "no date"


def answer_as_text(answer: Answer) -> str:
    lines = [line for line in (STANDINGS[answer.standing], answer.lead) if line]
    lines += statement_lines(answer.statements)
    lines += [f"Note: {note.text}" for note in answer.notes]
    if answer.model != "quote":
        lines.append(WRITTEN_BY.format(model=answer.model))
    if answer.closest:
        lines += ["", "The closest passages, which do not answer it:", *statement_lines(answer.closest)]
    return "\n".join(lines)


def statement_lines(statements: list[Statement]) -> list[str]:
    lines = []
    for said, group in groupby(statements, who_says):
        lines.append(f"{said}:")
        above = None
        for statement in group:
            if statement.under and statement.under != above:
                lines.append(f"  {listed_under(statement.under)}")
            above = statement.under
            speaker = f" ({statement.speaker})" if statement.speaker else ""
            of_several = len({citation.paper for citation in statement.citations}) > 1
            sources = [
                ", ".join(part for part in (None if of_several else c.title, dated(c), place(c), c.file) if part)
                for c in statement.citations
            ]
            if statement.kind == "written":
                lines.append(f"  {statement.text}{speaker}")
                lines += [f"    “{citation.quote}”" for citation in statement.citations]
            elif statement.kind == "register":
                lines.append(f"  {statement.text}")
            elif statement.cells:
                lines += [f"  {cell_in_words(cell)}" for cell in statement.cells]
            else:
                lines.append(f"  {in_quotation_marks(statement.text)}{speaker}")
            lines += [f"    {source}" for source in sources]
    return lines
