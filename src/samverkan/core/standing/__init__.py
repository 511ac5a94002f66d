"""Facts in, the standing of each agreement out, with the proof that computed it.

The same facts, `on` and `known` give the same answer whatever order the facts came in; later records never change an earlier answer.
"""
