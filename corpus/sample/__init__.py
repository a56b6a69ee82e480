"""The sample papers of a fictional council, Brackenford: texts, layouts and questions."""
