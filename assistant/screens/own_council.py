"""Which councils a screen shows before anybody has chosen: the own one, and those that it is compared with."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.settings import Settings


def place_of_own(councils: Sequence[str], settings: Settings) -> int | None:
    """Where the council of the settings stands among those held; None where it is not held or not set."""
    own = (settings.council or "").casefold()
    return next((i for i, name in enumerate(councils) if name.casefold() == own), None)


def own_and_neighbours(councils: Sequence[str], settings: Settings) -> list[str]:
    """Those of ``councils`` that the settings name, the own one first; the first of them all where they name none."""
    near = {name.casefold() for name in settings.neighbours}
    own = place_of_own(councils, settings)
    others = [name for i, name in enumerate(councils) if i != own and name.casefold() in near]
    return ([councils[own]] if own is not None else []) + others or list(councils[:1])
