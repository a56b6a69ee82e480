"""The screens of ingestion: which papers are held, and whether more are being added."""
