"""Settings: environment variables that begin with SCRUTINY_, and what they mean."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SCRUTINY_", extra="ignore")

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
    role: str = Field(default="public", description="Who reads in the browser: public, member or officer.")

    @field_validator("home")
    @classmethod
    def make_whole(cls, home: Path) -> Path:
        # the Chroma server of this folder is another process, with another working folder
        return home.expanduser().resolve()

    @property
    def catalogue_file(self) -> Path:
        return self.home / "catalogue.sqlite"

    @property
    def files_folder(self) -> Path:
        return self.home / "files"

    @property
    def chroma_folder(self) -> Path:
        return self.home / "chroma"


def settings_for(home: Path | None) -> Settings:
    """The settings, with the home folder of the command line where one is given."""
    return Settings() if home is None else Settings(home=home)
