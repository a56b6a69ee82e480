"""What has become of the papers that a briefing cites: replaced, withdrawn, changed, or joined by newer ones."""

from __future__ import annotations

from assistant.briefing.briefing import Briefing, Reference
from assistant.quoting.passage_link import VERSION_LETTERS
from assistant.tracker.item import said_on
from corpus.corpus import Corpus
from corpus.dates import date_in_words
from corpus.held import HeldPaper
from corpus.scope import Scope


def with_warnings(briefing: Briefing, corpus: Corpus, scope: Scope) -> Briefing:
    return briefing.model_copy(update={"warnings": tuple(out_of_date(briefing, corpus, scope))})


def out_of_date(briefing: Briefing, corpus: Corpus, scope: Scope) -> list[str]:
    """One sentence a paper, the most serious first; empty where everything cited stands as it was cited."""
    cited: dict[str, list[Reference]] = {}
    for line in briefing.lines():
        for reference in line.references:
            cited.setdefault(reference.citation.paper, []).append(reference)
    held = {paper.id: paper for paper in corpus.catalogue.papers(scope, current=False)}
    warnings = [warning for paper, own in cited.items() if (warning := of_paper(corpus, held, paper, own))]
    return warnings + newer(briefing, held)


def of_paper(corpus: Corpus, held: dict[str, HeldPaper], paper_id: str, cited: list[Reference]) -> str | None:
    title = cited[0].citation.title
    paper = held.get(paper_id)
    if paper is None:
        return f"“{title}” is not held any more, or you may not read it."
    if paper.status == "withdrawn":
        return f"“{title}” has been withdrawn."
    if paper.status == "superseded":
        by = held.get(paper.replaced_by or "")
        return f"“{title}” has been replaced" + (f" by “{by.facts.title}”." if by else ".")
    version = corpus.catalogue.stored_file(paper)[:VERSION_LETTERS]
    if all(reference.link.version in (None, version) for reference in cited):
        return None
    texts = corpus.catalogue.texts(paper)
    gone = sum(not stands_in(reference, texts) for reference in cited if reference.citation.quote)
    if not gone:
        return f"“{title}” has been replaced by a new version. What is quoted from it stands in the new one too."
    which = "1 quotation" if gone == 1 else f"{gone} quotations"
    return (
        f"“{title}” has been replaced by a new version, and {which} from it no longer stand{'s' * (gone == 1)} there."
    )


def stands_in(reference: Reference, texts: list[str]) -> bool:
    """Whether the quotation is still on its page, or anywhere in a paper without pages."""
    page = reference.citation.page
    places = texts[page - 1 : page] if page else texts
    wanted = " ".join(reference.citation.quote.split())
    return any(wanted in " ".join(text.split()) for text in places)


def newer(briefing: Briefing, held: dict[str, HeldPaper]) -> list[str]:
    """Papers on the council that speak later than any that was there when the briefing was made."""
    if briefing.asked.until or briefing.asked.papers:
        return []
    authority = briefing.asked.authority
    papers = [p for p in held.values() if p.status == "current" and authority in (None, *p.facts.authorities)]
    latest = briefing.latest_held or ""
    fresh = sorted((p for p in papers if said_on(p) > latest), key=said_on) if latest else []
    if not fresh:
        return []
    named = f"“{fresh[-1].facts.title}” ({date_in_words(said_on(fresh[-1]))})"
    if len(fresh) == 1:
        return [f"A newer paper is held: {named}."]
    return [f"{len(fresh)} newer papers are held, the latest {named}."]
