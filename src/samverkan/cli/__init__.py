"""The face in the terminal: arguments in, one reading or derivation asked, its answer printed."""
