"""Adapters to the world: files in, documents, their pages and positions, and readings out.

What cannot be read is an UnreadableError with a code of its own, what is wrong with the rest a Finding. No file is changed,
and no document takes more memory than its limit allows.
"""
