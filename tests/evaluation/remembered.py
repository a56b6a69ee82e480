"""A chat model that is asked nothing twice: the reply to a conversation that it had before, letter for letter, is the
one that it gave then. Of use at temperature 0, where most of what is sent stays the same from one trial to the next."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage

from assistant.writing.chat_model import ChatModel
from assistant.writing.stream import Model


class Replies:
    """Kept in a file, a line each, for the runs to come."""

    def __init__(self, file: Path) -> None:
        self.file = file
        lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
        self.kept: dict[str, list[dict[str, Any]]] = dict(json.loads(line) for line in lines)

    def keep(self, key: str, chunks: list[dict[str, Any]]) -> None:
        self.kept[key] = chunks
        with self.file.open("a", encoding="utf-8") as out:
            out.write(json.dumps([key, chunks]) + "\n")


@dataclass(frozen=True)
class RememberedChat(ChatModel):
    replies: Replies

    def asked_by(self, form: str) -> Model:
        return cast(Model, Remembered(super().asked_by(form), form, self.replies))


@dataclass(frozen=True)
class Remembered:
    model: Model
    form: str
    replies: Replies

    def stream(self, messages: Sequence[BaseMessage]) -> Iterator[AIMessage]:
        key = json.dumps([self.form, *([message.type, message.content] for message in messages)])
        if key in self.replies.kept:
            yield from (AIMessageChunk(**chunk) for chunk in self.replies.kept[key])
            return
        came: list[dict[str, Any]] = []
        try:
            for chunk in self.model.stream(list(messages)):
                raw = chunk.get("raw") if isinstance(chunk, dict) else chunk
                if isinstance(raw, AIMessage):
                    came.append(plain(raw))
                    yield raw
        except GeneratorExit:  # enough was heard
            self.replies.keep(key, came)
            raise
        self.replies.keep(key, came)


def plain(message: AIMessage) -> dict[str, Any]:
    calls = [dict(part) for part in message.tool_call_chunks] if isinstance(message, AIMessageChunk) else []
    return {"content": message.text, "tool_call_chunks": calls, "response_metadata": ends_of(message)}


def ends_of(message: AIMessage) -> dict[str, Any]:
    return {
        name: value for name, value in message.response_metadata.items() if name in ("finish_reason", "done_reason")
    }
