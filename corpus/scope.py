"""Which papers a question may be answered from: the reader's rights, and what the question is about."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.paper import Access, Kind, Role, readable_by


@dataclass(frozen=True, slots=True)
class Scope:
    """Empty sets do not narrow; ``named`` widens: the papers that this reader was named for, whatever their access."""

    role: Role = Role.PUBLIC
    authorities: frozenset[str] = field(default_factory=frozenset)
    kinds: frozenset[Kind] = field(default_factory=frozenset)
    papers: frozenset[str] = field(default_factory=frozenset)
    named: frozenset[str] = field(default_factory=frozenset)

    @property
    def access(self) -> frozenset[Access]:
        return readable_by(self.role)

    def opens(self, paper: str, access: Access | str) -> bool:
        """Whether its reader may see the paper with this id and access."""
        return access in self.access or paper in self.named

    def as_filters(self) -> dict[str, str | list[str]]:
        """What was asked for, as an answer shows it."""
        filters: dict[str, str | list[str]] = {}
        if self.authorities:
            filters["authority"] = sorted(self.authorities)
        if self.kinds:
            filters["kind"] = sorted(self.kinds)
        return filters
