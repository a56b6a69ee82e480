"""What a reader is told where the model's answer is not shown, or not all of it."""

from __future__ import annotations

from assistant.answer import Note
from assistant.writing.stream import Failure

WHY_QUOTED = {
    Failure.SLOW: "The language model did not answer in time",
    Failure.BUSY: "The language model is busy",
    Failure.UNREACHABLE: "The language model could not be reached",
    Failure.NOT_ALLOWED: "The language model did not accept this service's key",
    Failure.REFUSED: "The language model declined to answer",
    Failure.BROKEN_OFF: "The language model broke off before its answer was whole",
    Failure.UNUSABLE: "The language model gave nothing that could be used",
    Failure.EMPTY: "The language model gave an empty answer",
    Failure.NOTHING_HELD: "Nothing that the language model wrote is borne out by what it cited",
    Failure.NOT_KEPT: "The record of written answers cannot be kept",
    Failure.KEPT_BACK: "The papers that answer are not sent to the language model",
}


def fallback_note(failure: Failure) -> Note:
    return Note(kind="coverage", text=f"{WHY_QUOTED[failure]}, so this answer is by quotation.")


def replaced_note(replaced: int, written: int) -> Note:
    of = "1 statement" if replaced == 1 else f"{replaced} statements"
    return Note(
        kind="coverage",
        text=f"Of the {written} statements that the language model wrote, {of} did not stand up to a check against the "
        "papers cited. Any quotation cited there is shown instead.",
    )


def closed_note() -> Note:
    return Note(
        kind="coverage",
        text="What exempt papers say is quoted here as it stands: it is not sent to the language model.",
    )
