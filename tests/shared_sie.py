"""The SIE files of many vendors that lie beside the repository (../shared/sie), for tests that skip where they are absent."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(os.environ.get("SAMVERKAN_SIE", Path(__file__).parents[2] / "shared" / "sie"))
FILES = sorted(FOLDER.glob("*.*")) if FOLDER.is_dir() else []
