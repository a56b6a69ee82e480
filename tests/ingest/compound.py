"""Writes compound files, the container of old Office and Outlook files, for tests."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

SECTOR, SMALL_SECTOR = 512, 64
SMALL = 4096  # bytes: streams of less stand in small sectors
END, FREE, FAT, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5
UNICODE, BINARY, TIME, NUMBER = 0x001F, 0x0102, 0x0040, 0x0003


@dataclass
class Entry:
    name: str
    kind: int
    data: bytes = b""
    child: int = NONE
    right: int = NONE
    start: int = END


@dataclass
class Writer:
    entries: list[Entry] = field(default_factory=list)

    def add(self, name: str, content: dict[str, object] | bytes, kind: int = STORAGE) -> int:
        """A storage for a dict, a stream for bytes; the entries of a storage are a chain to the right."""
        if isinstance(content, bytes):
            self.entries.append(Entry(name, STREAM, content))
            return len(self.entries) - 1
        self.entries.append(entry := Entry(name, kind))
        at = len(self.entries) - 1
        before: Entry | None = None
        for each, inner in content.items():
            number = self.add(each, inner)  # type: ignore[arg-type]
            if before is None:
                entry.child = number
            else:
                before.right = number
            before = self.entries[number]
        return at


def compound(content: dict[str, object]) -> bytes:
    """The bytes of a file with these storages (dicts) and streams (bytes), each of less than 4,096 bytes."""
    writer = Writer()
    writer.add("Root Entry", content, ROOT)
    root, small = writer.entries[0], b""
    chain: list[int] = []
    for entry in writer.entries[1:]:
        if entry.data:
            assert len(entry.data) < SMALL
            entry.start = len(chain)
            small, chain = _put(small, chain, entry.data, SMALL_SECTOR)
    body, table = _put(b"", [FAT], small, SECTOR)
    root.data, root.start = small, 1
    chained = len(table)
    body, table = _put(body, table, struct.pack(f"<{len(chain)}I", *chain), SECTOR, b"\xff")
    directory = len(table)
    body, table = _put(body, table, b"".join(_entry(entry) for entry in writer.entries), SECTOR)
    fat = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    header = struct.pack("<8s16s5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<10I", 0, 1, directory, 0, SMALL, chained, directory - chained, END, 0, 0)
    return header + struct.pack("<108I", *[FREE] * 108) + fat + body


def _put(body: bytes, table: list[int], data: bytes, size: int, filler: bytes = b"\0") -> tuple[bytes, list[int]]:
    """The data in sectors after the others, and the table that chains its sectors."""
    count, first = max(-(-len(data) // size), 1), len(table)
    return body + data.ljust(count * size, filler), [*table, *range(first + 1, first + count), END]


def _entry(entry: Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    packed = name.ljust(64, b"\0") + struct.pack("<HBBIII", len(name), entry.kind, 1, NONE, entry.right, entry.child)
    return packed + b"\0" * 36 + struct.pack("<IQ", entry.start, len(entry.data))


def properties(header: int, values: dict[int, str | bytes | int]) -> dict[str, object]:
    """The streams that keep the properties of a message, a recipient or an attachment."""
    streams: dict[str, object] = {}
    listed = b"\0" * header
    for number, value in values.items():
        if isinstance(value, int):
            listed += struct.pack("<HHIQ", NUMBER, number, 6, value)
            continue
        kind, data = (UNICODE, value.encode("utf-16-le")) if isinstance(value, str) else (BINARY, value)
        listed += struct.pack("<HHIII", kind, number, 6, len(data), 0)
        streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
    return {"__properties_version1.0": listed, **streams}
