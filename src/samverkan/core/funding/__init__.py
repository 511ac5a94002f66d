"""Facts and costs to a settlement: what the service cost, divided by the shares in force, to the öre.

In come the terms that a standing answers with and cost lines cited to their vouchers; out come the parts of each party, what set
them, and findings. Parts always sum to the whole; what no agreement covers is listed, never divided.
"""
