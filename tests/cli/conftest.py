"""The papers made for `outside`, and the minutes of two bodies, serve the terminal's tests too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "outside"))
sys.path.insert(0, str(Path(__file__).parents[1] / "core" / "writing"))
