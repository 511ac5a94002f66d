"""The ground floor: pure Python on the standard library, no clock, no settings, no I/O.

Text and facts come in as values; values with their sources go out; nothing here remembers anything.
"""
