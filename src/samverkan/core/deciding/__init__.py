"""What happens on the way to a decision: a meeting as it is kept in, what the law demands of it and finds lacking out.

A joint clause is the same words in every party's proposal: its fingerprint holds them together, and what a body changes
in it is told by term and by word. Nothing here is a fact before its justering.
"""

from samverkan.core.deciding.values import Attendee, Item, Meeting, Point

__all__ = ["Attendee", "Item", "Meeting", "Point"]
