"""Adapters to the world: files in, documents and readings out; a file that cannot be read is an UnreadableError."""
