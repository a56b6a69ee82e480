"""One reader a format: bytes -> pages of blocks with their boxes."""
