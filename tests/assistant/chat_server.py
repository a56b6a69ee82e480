"""A server that speaks the OpenAI protocol for chat (server-sent events, tool calls) and plays a part."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PIECE = 7  # characters of a reply in each event


@dataclass
class Part:
    """What the server says to a request. ``statements`` are (text, evidence); ``raw`` says the arguments itself."""

    statements: list[tuple[str, Any]] = field(default_factory=list)
    raw: str | None = None
    content: str | None = None  # plain text in place of a tool call
    status: int = 200
    pause: float = 0.0  # seconds before the first event
    slow: float = 0.0  # seconds before each
    stop_after: int | None = None  # events, after which the connection is closed
    finish: str = "tool_calls"
    refusal: str | None = None


Script = Callable[[dict[str, Any]], Part]


@dataclass
class ChatServer:
    """``script`` is given the body of each request, all of which are kept in ``requests``."""

    url: str
    script: Script = lambda _: Part()
    requests: list[dict[str, Any]] = field(default_factory=list)

    @property
    def evidence(self) -> list[dict[str, Any]]:
        """The evidence of the last request."""
        return evidence_in(self.requests[-1])


def evidence_in(request: dict[str, Any]) -> list[dict[str, Any]]:
    """Each piece with who says it in which paper, which stands above the pieces that have it in common."""
    found: list[dict[str, Any]] = []
    source: dict[str, Any] = {}
    for line in request["messages"][-1]["content"].splitlines():
        if line.startswith("{"):
            source = json.loads(line)
        elif line.startswith("["):
            number, text = json.loads(line)
            found.append({"number": number, **source, "text": text})
    return found


@contextmanager
def serving_chat() -> Iterator[ChatServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            played.requests.append(body)
            part = played.script(body)
            if part.status != 200:
                self.say_status(part.status)
                return
            time.sleep(part.pause)
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            for number, event in enumerate(events_of(part, "tools" in body)):
                if number == part.stop_after:
                    return
                time.sleep(part.slow)
                try:
                    self.wfile.write(f"data: {event}\n\n".encode())
                    self.wfile.flush()
                except OSError:  # the caller has given up
                    return

        def say_status(self, status: int) -> None:
            said = json.dumps({"error": {"message": "no", "type": "error", "code": status}}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    played = ChatServer(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    try:
        yield played
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def events_of(part: Part, with_tools: bool) -> Iterator[str]:
    yield event({"role": "assistant", "content": ""})
    if part.refusal:
        yield event({"refusal": part.refusal})
        yield event({}, "stop")
    elif part.content is not None or not with_tools:
        text = part.content if part.content is not None else arguments(part)
        yield from (event({"content": piece}) for piece in pieces(text))
        yield event({}, "stop" if part.finish == "tool_calls" else part.finish)
    else:
        call = {"index": 0, "id": "call_1", "type": "function", "function": {"name": "give_answer", "arguments": ""}}
        yield event({"tool_calls": [call]})
        for piece in pieces(arguments(part)):
            yield event({"tool_calls": [{"index": 0, "function": {"arguments": piece}}]})
        yield event({}, part.finish)
    yield "[DONE]"


def arguments(part: Part) -> str:
    if part.raw is not None:
        return part.raw
    return json.dumps({"statements": [{"text": text, "evidence": cited} for text, cited in part.statements]})


def pieces(text: str) -> list[str]:
    return [text[i : i + PIECE] for i in range(0, len(text), PIECE)]


def event(delta: dict[str, Any], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return json.dumps(
        {"id": "chat-1", "object": "chat.completion.chunk", "created": 1, "model": "played", "choices": [choice]}
    )
