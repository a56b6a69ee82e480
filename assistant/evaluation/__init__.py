"""How well are a council's own questions answered? Marks, figures, what went wrong, and against an earlier run."""
