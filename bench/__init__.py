"""Benchmarks: what is measured, against what goal, how to run it.

Each module's `run()` gives (name, figure) rows; `goals.py` says what a figure should be. `python -m bench` prints them all.
"""
