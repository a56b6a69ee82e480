"""The chat model that the settings name, by way of LangChain: any provider of which a package is installed."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableParallel, RunnableSequence

from assistant.writing.prompt import SCHEMA, TOOL
from assistant.writing.stream import Model
from corpus.settings import Settings

TOOLS, AS_SCHEMA, TEXT = "tools", "schema", "text"
EXTRAS = {"openai": "openai", "azure_openai": "openai", "ollama": "ollama"}


class ChatModelError(Exception):
    """The chat model of the settings cannot be used: the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class ChatModel:
    """``forms`` are the ways in which it may be asked for statements, in the order in which they are tried."""

    name: str
    model: BaseChatModel
    is_on_this_machine: bool
    forms: tuple[str, ...]

    def asked_by(self, form: str) -> Model:
        """The model that replies in a form. Raises NotImplementedError for one that it has not."""
        if form == TOOLS:
            return cast(Model, self.model.bind_tools([SCHEMA], tool_choice=TOOL))
        if form == AS_SCHEMA:
            return streaming(self.model.with_structured_output(SCHEMA, method="json_schema", include_raw=True))
        return self.model


def streaming(structured: Model) -> Model:
    """What is asked for a schema, without what parses its reply: that would keep the reply back until it is whole."""
    first = structured.first if isinstance(structured, RunnableSequence) else None
    return first.steps__.get("raw", structured) if isinstance(first, RunnableParallel) else structured


def open_chat_model(settings: Settings) -> ChatModel:
    """The model of SCRUTINY_MODEL, which must be set; nothing is asked of it yet. Raises ChatModelError."""
    name = settings.model or ""
    provider, _, rest = name.partition(":")
    if not rest or not provider:
        raise ChatModelError(
            f"The chat model {name!r} names no provider. Write it as provider:model, for example openai:gpt-4o-mini, "
            "azure_openai:DEPLOYMENT or ollama:llama3.1."
        )
    # importing it takes a second, which quotation does without
    from langchain.chat_models import init_chat_model

    try:
        model = init_chat_model(rest, model_provider=provider, **options_of(settings, provider))
    except ImportError as error:
        raise ChatModelError(missing_package(name, provider, error)) from error
    except Exception as error:  # each provider checks its keys and addresses with errors of its own
        raise ChatModelError(
            f"The chat model {name!r} cannot be used: {first_line(error)} Its key and address are read from the "
            "environment variables of its provider (OPENAI_API_KEY, AZURE_OPENAI_API_KEY and AZURE_OPENAI_ENDPOINT, "
            "...), the address also from SCRUTINY_MODEL_URL."
        ) from error
    forms = (TOOLS, TEXT) if settings.model_output == TOOLS else (settings.model_output,)
    return ChatModel(name, model, is_on_this_machine(provider, rest, settings, model), forms)


def options_of(settings: Settings, provider: str) -> dict[str, Any]:
    options: dict[str, Any] = {
        "temperature": settings.model_temperature,
        "max_tokens": settings.model_tokens,
        "timeout": settings.model_seconds,
        "max_retries": 1,
    }
    if settings.model_url:
        options["azure_endpoint" if provider == "azure_openai" else "base_url"] = settings.model_url
        if provider == "openai" and not os.environ.get("OPENAI_API_KEY"):
            options["api_key"] = "none"  # a server of one's own may ask for none, the client insists on one
    return {name: value for name, value in options.items() if value is not None}


def missing_package(name: str, provider: str, error: ImportError) -> str:
    package = f"langchain-{provider.replace('_', '-')}"
    remedy = f"scrutiny-assistant[{EXTRAS[provider]}]" if provider in EXTRAS else package
    return (
        f"The chat model {name!r} needs a package that is not installed: {first_line(error)} "
        f"Run: pip install '{remedy}'. Without --model and SCRUTINY_MODEL, answers are by quotation."
    )


def first_line(error: Exception) -> str:
    line = (str(error).strip() or type(error).__name__).splitlines()[0]
    return line if line.endswith(".") else f"{line}."


def is_on_this_machine(provider: str, model_name: str, settings: Settings, model: BaseChatModel) -> bool:
    """Whether what is sent stays on this machine, as far as its address tells: denied where that is unsure."""
    if provider == "ollama":
        # Ollama's own server passes its cloud models on
        url = settings.model_url or os.environ.get("OLLAMA_HOST") or "http://127.0.0.1"
        return not model_name.endswith("cloud") and is_local(url)
    url = settings.model_url or getattr(model, "openai_api_base", None) or ""
    return is_local(url)


def is_local(url: str) -> bool:
    host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
