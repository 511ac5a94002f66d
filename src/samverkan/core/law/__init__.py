"""Dated rules of law: an act and its day in, what the statute of that day says out, with section and grounds."""
