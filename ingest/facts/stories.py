"""News or a press release: who is it that tells the story, a newspaper or the council itself?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.paper import Kind, Pages, Sure, Voice
from ingest.facts.kinds import KindFound
from ingest.facts.opening import Opening, lines_of, site_of
from ingest.voices.names import Person, person_in
from ingest.voices.quotations import narration, quotations
from ingest.voices.roles import voice_of_person

_OUR = re.compile(r"\b(?:we|we[’']re|our|us)\b", re.IGNORECASE)
# A newspaper's own "we": it has asked somebody, or offers something to its readers.
_A_PAPERS_OWN = re.compile(
    r"\b(?:newsletters?|reporters?|journalis\w+|newsroom|newspaper|readers|approached|contacted|app|subscri\w+|adverts?"
    r"|cookies|website|comments?|editor|podcast|content of (?:external|other))\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:ofsted|council|report|inspectors?|watchdog|spokes\w+|authority|it)\s+(?:has\s+|have\s+|had\s+)?(?:also\s+)?"
    r"(?:said|says|say|added|adds|told|concluded|stated|states|noted|notes|reads)\b",
    re.IGNORECASE,
)
_COUNCIL_REPORTED = re.compile(
    r"\b(?:council|spokes\w+|authority|town hall|bosses)\s+(?:has\s+|have\s+|had\s+)?(?:also\s+)?(?:said|says"
    r"|added|adds|told)\b",
    re.IGNORECASE,
)
_ROLE_SAID = re.compile(
    r"\b(?:councillor|cllr|cabinet member|director|leader|chief executive|mayor)\b[^.\n]{0,120}\bsaid\b"
    r"|\bsaid\b[^.\n]{0,60}\b(?:councillor|cllr|cabinet member|director|leader of)\b",
    re.IGNORECASE,
)
_GLAD = re.compile(
    r"\b[Cc]ouncil(?:[’']s (?:[\w’-]+ ){0,5})?\s*(?:is |are )?(?:delighted|proud|pleased|thrilled|celebrates"
    r"|celebrating)\b"
)
_ANSWERS = re.compile(
    r"\b[Cc]ouncil(?:[’']s (?:[\w’-]+ ){0,5})?\s*(?:welcomes|responds to|responds|commits to|accepts|statement)\b"
)
_PRESS_MARKS = re.compile(
    r"^By [A-Z]|\bLocal Democracy Report\w+|\bLDRS\b|\btold (?:the )?(?:BBC|[A-Z]\w+ (?:Echo|Mail|Live|News|Post"
    r"|Star|Times|Herald))"
    r"|^comments? \(?\d+|^read (?:next|more|also) ?:|^hide ad\b|^image (?:source|caption|credit)"
    r"|^advertise with us|^listen live"
    r"|^letters should not exceed|\bletters? to the editor\b|^date \d{4}-\d\d-\d\d|\bBBC is not responsible"
    r"|^(?:most|top) (?:read|stories)\b",
    re.IGNORECASE,
)
_COUNCIL_SITE = re.compile(
    r"\bthis is the website of (?:the )?[\w’' ]{3,40}\bcouncil\b|(?:©|\bcopyright\b)[^.]{0,30}\b[Cc]ouncil\b",
    re.IGNORECASE,
)
_COUNCIL_MENU = re.compile(
    r"\b(?:pay (?:your |my |for )?council tax|report (?:a|it|fly)[\w -]{0,20}|bins and recycling|(?:school"
    r"|planning) (?:admissions|applications)"
    r"|apply for (?:a|it)[\w -]{0,20}|find your councillor|councillors and (?:meetings|democracy)|council jobs"
    r"|blue badges?|parking permits?"
    r"|council tax|benefits and support|housing benefit|waste and recycling)\b",
    re.IGNORECASE,
)
_LONGEST_MENU = 14  # words of a line
_INTRODUCES = re.compile(r"^(?P<who>[^“”\"]{5,170}?),?\s+(?:said|says|added|adds|commented|comments)\s*:$")
_SAYING = re.compile(r"^(?P<who>[^“”\"]{5,170}?),?\s+(?:said|says|added|told|warned|claimed)\b")
_SAID_BY = re.compile(r"“”\s*,?\s+(?:said|says|added|adds)\s+(?P<who>[^“”\".]{4,160})")


@dataclass(frozen=True, slots=True)
class Told:
    """A story as it is told: its lines, and what of them stands outside quotation marks."""

    headline: str
    lines: Sequence[str]
    outside: Sequence[str]

    def found(self, pattern: re.Pattern[str]) -> list[str]:
        return [match.group() for line in self.outside if (match := pattern.search(line))]

    @property
    def ours(self) -> list[str]:
        return [line for line in self.outside if _OUR.search(line) and not _A_PAPERS_OWN.search(line)]

    @property
    def from_the_press(self) -> bool:
        return any(_PRESS_MARKS.search(line) for line in self.lines) or bool(self.found(_COUNCIL_REPORTED))

    @property
    def of_a_councils_site(self) -> bool:
        short = [line for line in self.lines if len(line.split()) <= _LONGEST_MENU and not line.endswith(".")]
        menu = [item.casefold() for line in short for item in _COUNCIL_MENU.findall(line)]
        return any(_COUNCIL_SITE.search(line) for line in self.lines) or len(set(menu)) > 1

    def people(self) -> Iterator[Person]:
        """Those who are said to speak, by name."""
        for line in self.outside:
            for pattern in (_INTRODUCES, _SAYING, _SAID_BY):
                match = pattern.search(line)
                person = person_in(" ".join(match["who"].split()).strip(" ,")) if match else None
                if person:
                    yield person


def story_kind(opening: Opening, pages: Pages) -> KindFound | None:
    """News, or a press release that does not call itself one.

    The council tells what says "we" outside the quotation marks, what stands on its own site, and what is headed
    "Council delighted". Where nobody but the council speaks, each introduced on a line of its own, and nothing is a
    newspaper's, a press release is inferred.
    """
    lines = lines_of(pages)
    prose = [line for line in lines if len(line.split()) >= 4]
    outside = [narration(line, quotations(line)) for line in prose if not re.match(r"[“\"‘]", line)]
    story = Told(opening.blocks[0] if opening.blocks else "", lines_of(pages, running=True), outside)
    reported, roles = story.found(_REPORTED), story.found(_ROLE_SAID)
    said = (reported + roles)[0] if reported + roles else ""
    if said and re.search(r"\bcouncil\b", site_of(pages, opening) or "", re.IGNORECASE):
        return KindFound(Kind.PRESS_RELEASE, said, Sure.LIKELY)
    if len(story.ours) >= 2 and roles and not reported:
        return KindFound(Kind.PRESS_RELEASE, roles[0], Sure.LIKELY)
    if said and not story.from_the_press and (words := _councils_own(story, roles)):
        return words
    return KindFound(Kind.NEWS, said, Sure.LIKELY) if len(reported + roles) >= 2 else None


def _councils_own(story: Told, roles: Sequence[str]) -> KindFound | None:
    """A press release by what its headline, its narrator or its site say; None where that is not known."""
    glad, answers = _GLAD.search(story.headline), _ANSWERS.search(story.headline)
    sure = story.of_a_councils_site or (roles and (glad or len(story.ours) >= 2)) or (answers and story.ours)
    if sure:
        return KindFound(Kind.PRESS_RELEASE, story.headline, Sure.LIKELY)
    leads = (match["who"] for line in story.lines if (match := _INTRODUCES.match(line)))
    introduced = {who for who in leads if person_in(who)}
    of_council = all(voice_of_person(person.name, person.role) is Voice.COUNCIL for person in story.people())
    if len(introduced) > 1 and of_council:
        return KindFound(Kind.PRESS_RELEASE, story.headline, Sure.UNSURE)
    return None
