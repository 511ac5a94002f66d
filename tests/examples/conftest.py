"""The examples are asked as every other paper is: through `answers`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
