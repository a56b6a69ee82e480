"""Streams the reply of a chat model under limits of time, and says in one word why there is none."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any

from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.runnables import Runnable
from langsmith.run_helpers import tracing_context

# they would log what is sent, word for word, where somebody sets logging to DEBUG
WORDY_LOGGERS = ("openai", "httpx", "httpcore", "langchain", "langchain_core", "langchain_openai", "ollama")
REFUSED_ENDS = frozenset({"content_filter", "refusal", "safety", "recitation"})
CUT_ENDS = frozenset({"length", "max_tokens"})
NO_SUCH_FORM = frozenset({400, 404, 405, 415, 422, 500, 501})


class Failure(StrEnum):
    """Why a model gave no answer that can be shown."""

    SLOW = "slow"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    NOT_ALLOWED = "not allowed"
    REFUSED = "refused"
    BROKEN_OFF = "broken off"
    UNUSABLE = "unusable"
    EMPTY = "empty"
    NOTHING_HELD = "nothing held"
    NOT_KEPT = "not kept"
    KEPT_BACK = "kept back"


class ReplyFailed(Exception):
    """``may_suit_text`` where the server does not take the form of the request, and may take plain text."""

    def __init__(self, failure: Failure, may_suit_text: bool = False) -> None:
        super().__init__(failure)
        self.failure = failure
        self.may_suit_text = may_suit_text


@dataclass(frozen=True, slots=True)
class Limits:
    """In seconds, from the start of the first request: until anything comes, and until all has come."""

    first: float
    total: float
    started: float

    def left(self, begun: bool) -> float:
        return self.started + (self.total if begun else min(self.first, self.total)) - time.monotonic()


Model = Runnable[Any, Any]


def stream_reply(model: Model, messages: Sequence[BaseMessage], limits: Limits) -> Generator[str, None, None]:
    """Yields the reply so far each time that more of it has come; the last is the whole. Raises ReplyFailed."""
    queue: SimpleQueue[AIMessage | Exception | None] = SimpleQueue()
    given_up = Event()
    # a daemon: it waits on a server that may never answer, and ends with the request's own time limit
    Thread(target=listen, args=[model, messages, queue, given_up], daemon=True).start()
    called, text, begun = "", "", False
    try:
        while True:
            try:
                came = queue.get(timeout=max(limits.left(begun), 0.001))
            except Empty:
                raise ReplyFailed(Failure.SLOW) from None
            if came is None:
                return
            if isinstance(came, Exception):
                raise ReplyFailed(failure_of(came, begun), not begun and is_about_form(came)) from came
            called += arguments_of(came)
            text += came.text
            if ended := end_of(came):
                raise ReplyFailed(ended)
            if called or text:
                begun = True
                yield called or text
            if limits.left(begun) <= 0:
                raise ReplyFailed(Failure.SLOW)
    finally:
        given_up.set()


def listen(
    model: Model,
    messages: Sequence[BaseMessage],
    queue: SimpleQueue[AIMessage | Exception | None],
    given_up: Event,
) -> None:
    for name in WORDY_LOGGERS:
        if logging.getLogger(name).getEffectiveLevel() < logging.WARNING:
            logging.getLogger(name).setLevel(logging.WARNING)
    try:
        # tracing would send the evidence to a third party, whatever the environment says
        with tracing_context(enabled=False), closing(chunks_of(model, messages)) as chunks:
            for chunk in chunks:
                if given_up.is_set():
                    return
                queue.put(chunk)
    except Exception as error:  # noqa: BLE001  each provider raises errors of its own, and none may reach the reader
        queue.put(error)
    else:
        queue.put(None)


def chunks_of(model: Model, messages: Sequence[BaseMessage]) -> Generator[AIMessage, None, None]:
    """What the model streams; of structured output with the raw message beside it, that message."""
    for came in model.stream(list(messages)):
        chunk = came.get("raw") if isinstance(came, dict) else came
        if isinstance(chunk, AIMessage):
            yield chunk


def arguments_of(message: AIMessage) -> str:
    """The arguments of the tool's call, as JSON: a part of them in a chunk, all of them where nothing is streamed."""
    if isinstance(message, AIMessageChunk):
        return "".join(part["args"] or "" for part in message.tool_call_chunks if not part["index"])
    return json.dumps(message.tool_calls[0]["args"]) if message.tool_calls else ""


def end_of(chunk: AIMessage) -> Failure | None:
    """Whether the model says that it stopped for a reason of its own."""
    reason = str(chunk.response_metadata.get("finish_reason") or chunk.response_metadata.get("done_reason") or "")
    if chunk.additional_kwargs.get("refusal") or reason.casefold() in REFUSED_ENDS:
        return Failure.REFUSED
    return Failure.BROKEN_OFF if reason.casefold() in CUT_ENDS else None


def failure_of(error: Exception, begun: bool) -> Failure:
    """Told by the status code and the name of the error: the classes differ from provider to provider."""
    status = status_of(error)
    names = " ".join(kind.__name__ for kind in type(error).__mro__)
    if status in (401, 403):
        return Failure.NOT_ALLOWED
    if status == 429:
        return Failure.BUSY
    if "Timeout" in names:
        return Failure.SLOW
    if "ContentFilter" in names:
        return Failure.REFUSED
    return Failure.BROKEN_OFF if begun else Failure.UNREACHABLE


def is_about_form(error: Exception) -> bool:
    return isinstance(error, NotImplementedError) or status_of(error) in NO_SUCH_FORM


def status_of(error: Exception) -> int | None:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else None
