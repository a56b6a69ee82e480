"""Who is reading, and what that opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.paper import Kind, Role
from corpus.scope import Scope


@dataclass(frozen=True, slots=True)
class Reader:
    """``id`` stands for the person in everything that is kept; ``named`` are papers opened to this reader by name."""

    id: str
    name: str
    role: Role
    named: frozenset[str] = field(default_factory=frozenset)

    def scope(self, authorities: Iterable[str] = (), kinds: Iterable[Kind] = (), papers: Iterable[str] = ()) -> Scope:
        """What this reader may see, narrowed to these where any are given."""
        return Scope(self.role, frozenset(authorities), frozenset(kinds), frozenset(papers), self.named)

    @property
    def is_anybody(self) -> bool:
        """Whether this is somebody who has not signed in."""
        return self.id.partition("-")[0] == ANYBODY.id

    @property
    def is_officer(self) -> bool:
        return self.role is Role.OFFICER


# with no sign-in, whoever sits at the computer that serves the screens
LOCAL_OFFICER = Reader("local", "Officer at this computer", Role.OFFICER)
# with sign-in, whoever has not signed in; each visit has an id of its own, "public-..."
ANYBODY = Reader("public", "Member of the public", Role.PUBLIC)
