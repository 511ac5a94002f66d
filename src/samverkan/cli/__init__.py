"""The face in the terminal: arguments in, one reading or derivation asked, its answer printed.

Answers go to standard output, what is wrong to standard error; the exit code says which there was. Never a traceback.
"""
