"""Finding words in Swedish text, also inside compounds: texts and what somebody asks in, places and quotes out.

The stems come as a function: this room knows no dictionary. Nothing asked is an error; what cannot be used is left out.
"""
