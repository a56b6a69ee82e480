"""Settings: environment variables that begin with SCRUTINY_, and what they mean."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Hosts = Annotated[frozenset[str], NoDecode]  # written with commas, not as JSON


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SCRUTINY_", extra="ignore", env_parse_none_str="none")

    home: Path = Field(
        default_factory=lambda: user_data_path("scrutiny", appauthor=False),
        description="The folder that holds everything: catalogue, vectors, copies of the papers.",
    )
    chroma_url: str | None = Field(
        default=None,
        description="A Chroma server to use, such as http://chroma.example:8000. Unset: a local one, on demand.",
    )
    embedding_model: str | None = Field(
        default=None,
        description="Folder or name of a sentence-transformers model. Unset: all-MiniLM-L6-v2, as installed.",
    )
    read_seconds: float = Field(
        default=60, gt=0, description="How long a file may take to be read; of a scan, each of its pages."
    )
    read_megabytes: int = Field(default=1200, ge=300, description="How much memory the reading of a file may take.")
    role: str = Field(default="public", description="Who reads in the browser: public, member or officer.")

    model: str | None = Field(
        default=None,
        description="The chat model that writes answers, as provider:model. Unset: answers are by quotation.",
    )
    model_url: str | None = Field(
        default=None, description="Where the model is served, if not where its provider does."
    )
    model_output: Literal["tools", "schema", "text"] = Field(
        default="tools",
        description="How it is asked for statements: as the call of a tool (else in text), by a schema, or in text.",
    )
    model_temperature: float | None = Field(default=0, description="None where the model takes no temperature.")
    model_tokens: int = Field(default=1500, gt=0, description="How long a reply may be.")
    model_first_seconds: float = Field(default=30, gt=0, description="How long until the model begins to answer.")
    model_seconds: float = Field(default=90, gt=0, description="How long until its answer is whole.")
    model_reads_exempt: bool | None = Field(
        default=None,
        description="Whether exempt text may be sent to the model. Unset: only where the model is on this machine.",
    )

    fetch_hosts: Hosts = Field(
        default=frozenset({"reports.ofsted.gov.uk", "files.ofsted.gov.uk"}),
        description="Hosts that papers may be fetched from, with commas between; those of sources.toml besides.",
    )
    fetch_private_hosts: Hosts = Field(
        default=frozenset(), description="Those of them that stand on the council's own network."
    )
    fetch_delay: float = Field(default=1.0, ge=0, description="Seconds between two requests to a site.")
    fetch_agent: str = Field(
        default="Mozilla/5.0 (compatible; ScrutinyAssistant/0.1)", description="How a fetch names itself to a site."
    )

    @field_validator("fetch_hosts", "fetch_private_hosts", mode="before")
    @classmethod
    def split_hosts(cls, given: object) -> object:
        return [host.strip().lower() for host in given.split(",") if host.strip()] if isinstance(given, str) else given

    @field_validator("home")
    @classmethod
    def make_whole(cls, home: Path) -> Path:
        # the Chroma server of this folder is another process, with another working folder
        return home.expanduser().resolve()

    @property
    def catalogue_file(self) -> Path:
        return self.home / "catalogue.sqlite"

    @property
    def workbench_file(self) -> Path:
        return self.home / "workbench.sqlite"

    @property
    def files_folder(self) -> Path:
        return self.home / "files"

    @property
    def chroma_folder(self) -> Path:
        return self.home / "chroma"


def settings_for(home: Path | None) -> Settings:
    """The settings, with the home folder of the command line where one is given."""
    return Settings() if home is None else Settings(home=home)
