"""Where papers are fetched from."""
