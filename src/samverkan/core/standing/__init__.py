"""Facts in, the standing of each agreement out, with the proof that computed it.

The same facts, `on` and `known` give the same answer whatever order the facts came in; later records never change an
earlier answer.
"""

from samverkan.core.standing.derive import standing
from samverkan.core.standing.values import Proof, Standing, Standings

__all__ = ["Proof", "Standing", "Standings", "standing"]
