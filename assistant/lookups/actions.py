"""Rows of an action plan, looked up: which are red, amber or green, who owns them, when they were due.

A plan may rate an action twice: whether it has been done, and whether it has changed anything for children. A question
of a colour that does not say which is answered for both, each by its name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Note, Statement
from assistant.evidence.focus import in_focus
from assistant.quoting.quote import LONGEST_LIST
from assistant.quoting.quoted import Quoted, as_statement, citation
from assistant.understanding.periods import Period, first_month, last_month, periods_in
from assistant.understanding.question import Question, substance, words_of
from assistant.understanding.stems import stems_of
from assistant.understanding.wants import Wants
from corpus.catalogue import Catalogue
from corpus.context import KIND_NAMES
from corpus.dates import date_in_words
from corpus.held import HeldPaper, HeldPassage
from corpus.paper import Rag, Recommendation, RecommendationKind, Voice

OF_SUBJECT = 0.6  # of the words of a matter that a question names, which a row about it holds
PLAN = r"(?:action|improvement|delivery|recovery|transformation) plans?"
ACTIONS = re.compile(
    r"(?<!priority )(?<!legal )(?<!court )(?<!immediate )(?<!disciplinary )(?<!enforcement )(?<!of )"
    r"\bactions?\b(?! to\b)|"
    rf"\b{PLAN}\b",
    re.IGNORECASE,
)
OF_PLAN = re.compile(
    rf"\b(?:(?:\w+ )?20\d\d )?{PLAN}(?:,? (?:of|from|in|for|agreed in) (?:\w+ )?20\d\d)?\b", re.IGNORECASE
)
WHICH = re.compile(r"\b(?:which|what|list|how many|any)\b[^?.]{0,30}\bactions\b", re.IGNORECASE)
OWNS = re.compile(
    r"\bwho(?:se)?\b[^?.]{0,20}\b(?:owns?|owned|responsible|charge|accountable|lead|leads|leading)\b|"
    r"\bowners?\b|\bowned by\b|\bresponsible\b|\baccountable\b|\bin charge\b|\bwhose (?:action|job)\b",
    re.IGNORECASE,
)
OVERDUE = re.compile(
    r"\bover-?due\b|\b(?:past|missed|beyond) (?:its|their|the) (?:due date|deadline)s?\b|\bbehind\b|"
    r"\bslipp\w+|\boff track\b",
    re.IGNORECASE,
)
DUE = re.compile(
    r"\bdue\b|\bdeadlines?\b|\bby when\b|\btarget dates?\b|"
    r"\b(?:had|have|has|needs?|needed|supposed|meant) to (?:be )?"
    r"(?:done|finish(?:ed)?|completed?|delivered|in place)\b",
    re.IGNORECASE,
)
BY = re.compile(r"\b(?:by|until|up to|no later than)\b", re.IGNORECASE)
AHEAD_OF = re.compile(r"\b(?:before|ahead of)\b", re.IGNORECASE)
COLOUR = re.compile(
    r"\b(?P<no>(?:not|isn['’]t|aren['’]t|weren['’]t|wasn['’]t)(?: \w+)? )?(?P<rag>red|amber|green|blue)\b", re.I
)
RATED = re.compile(r"\brag\b|\b(?:not|un)[- ]?(?:yet )?rated\b|\bcolours?\b", re.IGNORECASE)
UNRATED = re.compile(r"\b(?:not (?:yet )?|un)rated\b", re.IGNORECASE)
AS_PLANNED = re.compile(
    r"\bon track\b|\b(?:are|is|were|was|been|already) (?:now |already |all )?"
    r"(?:complete|completed|done|finished|delivered)\b",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"[,;:]|\b(?:but|yet|while|whereas|although|though|and)\b", re.IGNORECASE)
IMPACT = re.compile(r"\b(?:impact|differen(?:ce|t)|outcomes?|effect|benefit\w*|helped|changed)\b", re.IGNORECASE)
NONE = re.compile(r"\b(?:no|not|without|nothing|never|n['’]t)\b|n['’]t\b", re.IGNORECASE)
ACTION_WORDS = frozenset(
    """action actions plan plans improvement delivery recovery transformation red amber green blue rag rated
    rating ratings colour colours impact difference outcome outcomes effect benefit benefited helped changed
    changing children child owner owners owned owns own responsible accountable charge lead leads leading job
    due overdue late deadline deadlines date dates target track behind slipped slipping progress far had done
    end start complete completed finished status yet still item items row rows number marked nothing beginning
    month""".split()
)


@dataclass(frozen=True, slots=True)
class Acted:
    lead: str
    statements: list[Statement]
    notes: list[Note]


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours wanted of each rating; None where any will do. With ``either`` one of the two is enough."""

    action: frozenset[Rag | None] | None
    impact: frozenset[Rag | None] | None
    either: bool = False

    def fit(self, row: Recommendation) -> bool:
        of_action = self.action is None or row.action_rag in self.action
        of_impact = self.impact is None or row.impact_rag in self.impact
        return of_action or of_impact if self.either else of_action and of_impact


def find_actions(catalogue: Catalogue, question: Question, papers: Sequence[HeldPaper]) -> Acted | None:
    """The rows that a question asks for; None where it asks for none, or no plan of actions is held."""
    text = question.text.replace("’", "'")
    colours, owns, overdue = colours_in(text), OWNS.search(text), OVERDUE.search(text)
    if not ACTIONS.search(text) and not (owns and DUE.search(text)):
        return None  # "who owns it, and when is it due?" is asked of actions alone
    asks = colours or owns or overdue or DUE.search(text) or RATED.search(text)
    if not asks and (not WHICH.search(text) or Wants.OUTCOME in question.wants):
        return None
    paper, rows = the_plan(catalogue, question, papers)
    if paper is None:
        return None
    numbered = [row for row in rows if row.number and re.search(rf"\b{re.escape(row.number)}(?!\w)", text)]
    owned = [row for row in rows if is_owner(row, text)]
    if not asks and not numbered and not owned and not WHICH.search(text):
        return None
    taken = {word.casefold() for row in owned for word in words_of(row.owner or "")}
    about = [w for w in substance(OF_PLAN.sub(" ", question.topic)) if w.casefold() not in ACTION_WORDS | taken]
    found = numbered or owned or rows
    if not (about or numbered or owned or ACTIONS.search(text)):
        return None
    if about and not numbered:
        found = [row for row in found if is_about(question, about, row)]
    found = of_time(found, OF_PLAN.sub(" ", text)) if DUE.search(text) else found
    if overdue:
        found = [row for row in found if row.action_rag not in (Rag.GREEN, Rag.BLUE) and row.due]
    if colours:
        found = [row for row in found if colours.fit(row)]
    if not found or (len(found) == len(rows) > 1 and not (asks or WHICH.search(text))):
        return None
    acted = as_answer(
        catalogue, paper, found, colours, "Not green, by" if overdue else "By" if DUE.search(text) else ""
    )
    count = f"{len(found)} of {len(rows)}. " if re.search(r"\bhow many\b", text, re.IGNORECASE) else ""
    return replace(acted, lead=f"{count}{acted.lead}")


def the_plan(
    catalogue: Catalogue, question: Question, papers: Sequence[HeldPaper]
) -> tuple[HeldPaper | None, list[Recommendation]]:
    """The latest plan of the time that the question names, or else the latest held, of one council."""
    rows: dict[str, list[Recommendation]] = {}
    for paper, row in catalogue.recommendations(papers):
        if row.kind is RecommendationKind.ACTION:
            rows.setdefault(paper.id, []).append(row)
    plans = [paper for paper in papers if paper.id in rows]
    if not plans or len({paper.facts.authority for paper in plans}) > 1:
        return None, []
    fitting = [paper for paper in in_focus(question, plans) if paper in plans]
    paper = max(fitting or plans, key=lambda paper: paper.said)
    return paper, rows[paper.id]


def colours_in(text: str) -> Colours | None:
    """Which colours are asked for, of which rating: "green but made no difference" is green done, red in its impact."""
    action: set[Rag | None] = set()
    impact: set[Rag | None] = set()
    for clause in CLAUSE.split(OF_PLAN.sub(" ", text)):
        named: set[Rag | None] = {None} if UNRATED.search(clause) else set()
        named |= {Rag.GREEN, Rag.BLUE} if AS_PLANNED.search(clause) else set()
        for match in COLOUR.finditer(clause):
            rag = Rag(match["rag"].casefold())
            named |= set(Rag) - {rag, Rag.BLUE} if match["no"] else {rag}
        if IMPACT.search(clause):
            impact |= named or ({Rag.RED} if NONE.search(clause) and action else set())
        else:
            action |= named
    if not action and not impact:
        return None
    is_of_action = AS_PLANNED.search(text) or re.search(r"\b(?:for|of|by) (?:the )?action\b", text, re.IGNORECASE)
    if action and not impact and not is_of_action:
        return Colours(frozenset(action), frozenset(action), either=True)
    return Colours(frozenset(action) if action else None, frozenset(impact) if impact else None)


def is_owner(row: Recommendation, text: str) -> bool:
    """Whether a question names the owner of an action: by surname, or by the whole of the office."""
    name, _, office = (row.owner or "").partition(",")
    surname = name.split()[-1] if len(name.split()) > 1 else ""
    is_named = bool(surname) and re.search(rf"\b{re.escape(surname)}\b", text) is not None
    of_office = office.strip() or (name if not surname else "")
    return is_named or (len(of_office) > 3 and of_office.casefold() in text.casefold())


def is_about(question: Question, about: Sequence[str], row: Recommendation) -> bool:
    """Whether a row holds enough of the words of the matter that a question names, by any of their names."""
    has = set(stems_of(" ".join(filter(None, [row.issue, row.text, row.progress]))))
    met = [any(set(stems_of(name)) <= has for name in names_of(question, word)) for word in about]
    return sum(met) >= OF_SUBJECT * len(met)


def names_of(question: Question, word: str) -> list[str]:
    others = [name for term in question.terms if word in words_of(term.found) for name in term.others]
    return [word, *others]


def of_time(rows: Sequence[Recommendation], text: str) -> list[Recommendation]:
    """Those due in, by or before the time that a question names; all where it names none."""
    periods = periods_in(text)
    return [row for row in rows if any(is_due(row, period, text) for period in periods)] if periods else list(rows)


def is_due(row: Recommendation, period: Period, text: str) -> bool:
    if not row.due_date or len(row.due_date) < len("2020-01"):
        return bool(row.due_date) and row.due_date == str(period.year)
    month = row.due_date[:7]
    if AHEAD_OF.search(text):
        return month < first_month(period)
    return month <= last_month(period) and (bool(BY.search(text)) or month >= first_month(period))


def as_answer(
    catalogue: Catalogue, paper: HeldPaper, rows: Sequence[Recommendation], colours: Colours | None, by_date: str
) -> Acted:
    passages = catalogue.passages_of(paper)
    if by_date:
        rows = sorted(rows, key=lambda row: row.due_date or "9")
    shown = list(rows[:LONGEST_LIST])
    plan = f"{KIND_NAMES[paper.facts.kind]}{dated(paper)}"
    notes = [Note(kind="currency", text=f"So it stands in the {plan}; what was done since, that plan does not say.")]
    if len(rows) > len(shown):
        notes.append(Note(kind="coverage", text=f"{len(rows)} rows fit; the first {len(shown)} are shown."))
    lead = full_line(shown[0]) if len(shown) == 1 else lead_of(shown, colours, by_date)
    return Acted(lead, [row_statement(paper, row, passages) for row in shown], notes)


def dated(paper: HeldPaper) -> str:
    date = paper.facts.meeting_date or paper.facts.published
    return f" of {date_in_words(date)}" if date else ""


def name_of(row: Recommendation) -> str:
    return row.number or f"“{row.issue or row.text}”"


def full_line(row: Recommendation) -> str:
    what = f"{row.number}: {row.issue or row.text}" if row.number else row.issue or row.text
    parts = [f"owner, {row.owner}" if row.owner else "", f"due {row.due}" if row.due else "", ratings(row)]
    said = "; ".join(part for part in parts if part)
    return f"{what.rstrip('.')} ({said})." if said else f"{what.rstrip('.')}."


def ratings(row: Recommendation) -> str:
    if row.action_rag is None and row.impact_rag is None:
        return ""
    of_impact = f", impact {row.impact_rag.value}" if row.impact_rag else ""
    return f"action {row.action_rag.value if row.action_rag else 'not rated'}{of_impact}"


def lead_of(rows: Sequence[Recommendation], colours: Colours | None, by_date: str) -> str:
    """The rows in a line, by what was asked of them: the colour, the date, or both ratings of each."""
    if colours and colours.either:
        parts = []
        for of, attribute in (("action", "action_rag"), ("impact", "impact_rag")):
            fit = [name_of(row) for row in rows if getattr(row, attribute) in (colours.action or ())]
            wanted = " or ".join(sorted(rag.value if rag else "not rated" for rag in colours.action or ()))
            parts += [f"{wanted} for the {of}: {', '.join(fit)}"] if fit else []
        line = "; ".join(parts)
        return f"{line[:1].upper()}{line[1:]}."
    if by_date:
        return f"{by_date} due date: {', '.join(f'{name_of(row)} ({row.due})' for row in rows)}."
    said = [(name_of(row), ratings(row)) for row in rows]
    return "; ".join(f"{name}: {rated}" if rated else name for name, rated in said) + "."


def row_statement(paper: HeldPaper, row: Recommendation, passages: Sequence[HeldPassage]) -> Statement:
    """The row as the plan has it."""
    for held in passages:
        if row.quote in held.passage.text and any(segment.page == row.page for segment in held.passage.segments):
            start = held.passage.text.find(row.quote)
            end = start + len(row.quote)
            lines = [i for i, s in enumerate(held.passage.sentences) if s.start < end and s.end > start]
            return as_statement([Quoted(held, i) for i in lines])
    return Statement(
        text=row.quote,
        voice=paper.facts.voice or Voice.COUNCIL,
        citations=[citation(paper, row.page, row.quote, None, "")],
    )
