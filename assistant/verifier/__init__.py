"""Does what is cited support a statement? By rules over text, with no model."""
