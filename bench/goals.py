"""What the figures should be, by the beginning of their names; docs/performance.md says why."""

GOALS = {
    "96-page PDF": "≤ 2, aim at 1.5",
    "text at 10 MB": "≥ 0.8",
    "text read, times as fast as eyecite": "≥ 1",
    "samverkan read on a small text": "≤ 0.2 s",
    "peak memory of a process": "≤ 300 MB",
    "a standing with its proof": "≤ 200 µs",
    "100,000 agreements on one core": "≤ 30 s",
    "linking: a paper": "≤ 3 times",
    "growth: faster than the text": "0",
    "growth: a million characters": "≤ 4 times",
    "all standings rebuilt": "≤ 120 s",
    "1 at a time": "p95 ≤ 80 ms",
    "8 at a time": "p95 ≤ 250 ms",
    "peak memory of a worker": "≤ 300 MB",
    "10-page PDFs imported a minute": "≥ 300",
    "an extract made and signed": "≤ 500 ms",
    "an extract verified": "≤ 200 ms",
    "minutes of 60 items typeset": "≤ 2 s",
    "SIE of 100 MB: read, by": "≥ 5 MB/s",
    "SIE of 100 MB: peak memory above": "≤ 5 MB",
    "1,000 invoices written and validated": "≤ 30 s",
    "a million cost lines over 1,000 agreements": "≤ 10 s",
}


def goal_of(name: str) -> str:
    """The goal of the figure with that name; nothing where it only informs."""
    return next((goal for beginning, goal in GOALS.items() if name.startswith(beginning)), "")
