"""XML from outside, parsed without fetching or unfolding anything that it names."""

from __future__ import annotations

from typing import Any

from lxml import etree

from ingest.unreadable import UnreadablePaper


def parsed(data: bytes) -> Any:
    """The root element. Raises UnreadablePaper for what is no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadablePaper("the file is damaged, a part of it is no whole XML: save it again") from error
