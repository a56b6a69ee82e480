"""Which chat model is opened, where it stands, and what is said of one that cannot be."""

from __future__ import annotations

import pytest

from assistant.writing.chat_model import ChatModelError, open_chat_model
from assistant.writing.writer import open_writer
from corpus.settings import Settings

MODEL = "openai:played"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("gpt-4o", "names no provider"),
        ("mistralai:small", "pip install 'langchain-mistralai'"),
        ("nobody:any", "cannot be used"),
        ("azure_openai:deployment", "AZURE_OPENAI_ENDPOINT"),
    ],
)
def test_a_model_that_cannot_be_used_is_told_with_its_remedy(name: str, says: str) -> None:
    with pytest.raises(ChatModelError, match=r"^The chat model ") as told:
        open_chat_model(Settings(model=name))
    assert says in str(told.value)
    assert repr(name) in str(told.value)


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:8080/v1", True),
        ("http://localhost/v1", True),
        ("http://[::1]:8080/v1", True),
        ("https://models.example/v1", False),
        ("https://127.0.0.1.models.example/v1", False),
        ("https://localhost@models.example/v1", False),
        (None, False),
    ],
)
def test_only_an_address_of_this_machine_is_on_this_machine(
    url: str | None, here: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "made up")
    assert open_chat_model(Settings(model=MODEL, model_url=url)).is_on_this_machine is here


def test_no_model_is_set_unless_somebody_sets_one() -> None:
    assert open_writer(Settings(model=None)) is None
