"""Where on the way from question to answer a wrong answer went wrong, by what its line says a right one cites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Answer, Standing
from assistant.evaluation.questions import FALSE_PREMISE, QuestionLine, Source, folded, is_cited, pages_cited, stands
from assistant.evidence.evidence import Evidence
from assistant.looked import Looked
from corpus.held import HeldPaper

ENOUGH = 12  # letters of a sentence, or of a quotation, by which one is known in the other


class Stage(StrEnum):
    """In the order of the way. PAPERS is no fault of the assistant: the paper asked for is not there to be read."""

    PAPERS = "papers"
    UNDERSTANDING = "understanding"
    RETRIEVAL = "retrieval"
    GATE = "gate"
    COMPOSITION = "composition"


@dataclass(frozen=True, slots=True)
class Fault:
    stage: Stage
    why: str


def find_fault(
    line: QuestionLine, answer: Answer, looked: Sequence[Looked], readable: Sequence[HeldPaper]
) -> Fault | None:
    """What went wrong first, or None where the answer is right or nothing is expected of it.

    ``looked`` is what was looked at for it, ``readable`` the papers that its reader may read.
    """
    if line.answerable is None or line.sentences is not None:
        return None
    if not line.answerable:
        return None if line.is_right(answer) else _fault_of_unanswerable(line, answer)
    uncorrected = line.kind == FALSE_PREMISE and answer.standing is not Standing.PREMISE_CORRECTED
    if line.is_right(answer) and not uncorrected:
        return None
    return (
        _not_held(line, readable)
        or _misread(answer)
        or _out_of_scope(line, answer, looked)
        or _not_found(line, answer, looked)
        or _refused(line, answer, looked)
        or _said_otherwise(line, answer, looked, uncorrected)
    )


def _fault_of_unanswerable(line: QuestionLine, answer: Answer) -> Fault:
    if said := line.wrongly_said(answer):
        return Fault(Stage.COMPOSITION, f"It says {_listed(said)}, which it must not.")
    if answer.statements and answer.statements[0].kind == "register":
        return Fault(Stage.UNDERSTANDING, "Answered from the register, though the papers do not say what is asked.")
    return Fault(Stage.GATE, "Answered, though the papers do not say what is asked.")


def _not_held(line: QuestionLine, readable: Sequence[HeldPaper]) -> Fault | None:
    for group in line.groups:
        if not any(_is_file(paper, source) for source in group for paper in readable):
            return Fault(Stage.PAPERS, f"{group[0].file} is not held, or not for this reader.")
    for group in line.groups:
        papers = [(paper, source) for source in group for paper in readable if _is_file(paper, source)]
        if all(source.page and paper.paged and source.page > paper.pages for paper, source in papers):
            return Fault(Stage.PAPERS, f"{group[0].file} has no page {group[0].page}.")
    return None


def _misread(answer: Answer) -> Fault | None:
    """Asked back, or refused as no question for the assistant, though the papers answer it."""
    said = f" It said: {answer.notes[0].text}" if answer.notes else ""
    if answer.standing is Standing.NEEDS_DETAIL:
        return Fault(Stage.UNDERSTANDING, f"Asked for more detail, though the papers answer it.{said}")
    if answer.standing is Standing.REFUSED:
        return Fault(Stage.UNDERSTANDING, f"Refused as out of bounds, though the papers answer it.{said}")
    return None


def _out_of_scope(line: QuestionLine, answer: Answer, looked: Sequence[Looked]) -> Fault | None:
    papers = [paper for each in looked for paper in each.papers]
    for group in _not_cited(line, answer):
        if not any(_is_file(paper, source) for source in group for paper in papers):
            councils = dict.fromkeys(council for each in looked for council in each.question.authorities)
            about = f" It was read as about {', '.join(councils)}." if councils else ""
            return Fault(Stage.UNDERSTANDING, f"{group[0].file} was left out of the search.{about}")
    if looked and looked[0].is_gap:
        return Fault(Stage.UNDERSTANDING, "It was read as about a council or a time of which no paper is held.")
    return None


def _not_found(line: QuestionLine, answer: Answer, looked: Sequence[Looked]) -> Fault | None:
    for group in _not_cited(line, answer):
        if all(place_of(source, looked) is None for source in group):
            where = _where(group[0])
            return Fault(Stage.RETRIEVAL, f"{where} was not among the {_passages(looked)} passages found.")
    unmet = line.unmet(answer)
    if not line.groups and unmet:
        texts = folded(" ".join(e.passage.passage.text for each in looked for e in each.evidence if e.sentence == 0))
        if not all(any(stands(words, texts) for words in group) for group in unmet):
            return Fault(Stage.RETRIEVAL, f"No passage found says {_listed(unmet)}.")
    return None


def _refused(line: QuestionLine, answer: Answer, looked: Sequence[Looked]) -> Fault | None:
    if answer.standing is not Standing.NOT_IN_PAPERS:
        return None
    places = [p for group in line.groups for source in group if (p := place_of(source, looked)) is not None]
    where = f", though what answers it was found (place {min(places)} of the sentences)" if places else ""
    return Fault(Stage.GATE, f"Said that the papers do not say{where}.")


def _said_otherwise(line: QuestionLine, answer: Answer, looked: Sequence[Looked], uncorrected: bool) -> Fault:
    if said := line.wrongly_said(answer):
        return Fault(Stage.COMPOSITION, f"It says {_listed(said)}, which it must not.")
    unmet = line.unmet(answer)
    left_out = _not_cited(line, answer)
    if uncorrected and not unmet:
        return Fault(Stage.COMPOSITION, "It does not say that the question assumes what is not so.")
    lacking = f"It does not say {_listed(unmet)}"
    if left_out:
        found = next(source for source in left_out[0] if place_of(source, looked) is not None)
        place = f"(place {place_of(found, looked)} of the sentences)"
        return Fault(Stage.COMPOSITION, f"{lacking}: {_where(found)} was found {place} and not quoted.")
    return Fault(Stage.COMPOSITION, f"{lacking}{', though it cites the page' if line.groups else ''}.")


def _not_cited(line: QuestionLine, answer: Answer) -> list[list[Source]]:
    """The groups of sources of which no page is cited."""
    cited = pages_cited(answer)
    return [group for group in line.groups if not any(is_cited(s.file, s.page, cited) for s in group)]


def place_of(source: Source, looked: Sequence[Looked]) -> int | None:
    """The place, from 1, of the first sentence found that is the source's quotation; of the first on its page where it
    gives none or none is found; None where no passage found touches the page."""
    on_page: int | None = None
    for each in looked:
        for place, evidence in enumerate(each.evidence, 1):
            if not _is_file(evidence.passage.paper, source) or not _touches(evidence, source.page):
                continue
            if source.quote and _is_part(evidence.text, source.quote):
                return place
            on_page = on_page or place
        if on_page and not (source.quote and source.page is None):  # a paper without pages is all one page
            return on_page
    return None


def _touches(evidence: Evidence, page: int | None) -> bool:
    return (
        page is None or not evidence.passage.paper.paged or page in {s.page for s in evidence.passage.passage.segments}
    )


def _is_part(text: str, quote: str) -> bool:
    one, other = sorted((folded(text), folded(quote)), key=len)
    return len(one) >= ENOUGH and one in other


def _is_file(paper: HeldPaper, source: Source) -> bool:
    return paper.file == source.file or paper.file.endswith(f"/{source.file}")


def _where(source: Source) -> str:
    return f"{source.file}, page {source.page}," if source.page else source.file


def _passages(looked: Sequence[Looked]) -> int:
    return len({e.passage.key for each in looked for e in each.evidence})


def _listed(groups: Sequence[str | Sequence[str]]) -> str:
    """Words in quotation marks, alternatives with "or" between them."""
    lists = [[group] if isinstance(group, str) else group for group in groups]
    return "; ".join(" or ".join(f"“{words}”" for words in group) for group in lists)
