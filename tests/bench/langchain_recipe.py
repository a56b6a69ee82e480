"""The plain LangChain recipe, for comparison: PyPDFLoader, 1,000 characters with 200 over, float32, Chroma.

python -m tests.bench.langchain_recipe FOLDER STORE MODEL
"""

from __future__ import annotations

import sys
from pathlib import Path

from langchain_chroma import Chroma
from langchain_community.document_loaders import PyPDFLoader, TextLoader
from langchain_community.embeddings import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter


def main(folder: str, store: str, model: str) -> None:
    documents = []
    for path in sorted(Path(folder).rglob("*")):
        if path.suffix == ".pdf":
            documents += PyPDFLoader(str(path)).load()
        elif path.suffix == ".txt":
            documents += TextLoader(str(path), encoding="utf-8").load()
    chunks = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_documents(documents)
    Chroma.from_documents(chunks, HuggingFaceEmbeddings(model_name=model), persist_directory=store)
    print(f"{len(chunks)} chunks")


if __name__ == "__main__":
    main(*sys.argv[1:])
