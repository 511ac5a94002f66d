"""Samverkan: what public bodies have agreed to do together, read from their minutes and proved."""
