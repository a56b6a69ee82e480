"""Briefings for a committee: made of cited statements, edited by officers, kept with versions, exported."""
