"""`samverkan verify`: a signed extract in, whether it is whole and who certified it out, for a person or in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samverkan.cli.output import flush, put
from samverkan.outside.trust import Trust, trust_in
from samverkan.outside.verifying import verified_to_json, verify_file
from samverkan.words import visible
from samverkan.words.flaws import say_finding

if TYPE_CHECKING:
    from datetime import datetime

    from samverkan.cli.arguments import Options

ACCEPTED = 0
NOT_ACCEPTED = 1


def print_verified(options: Options, at: datetime) -> int:
    """Print what is known of the extract, as of a time; returns the exit code."""
    folder = options.named.get("--trust")
    trust, findings = trust_in(folder) if folder else (Trust(), ())
    verified = verify_file(options.files[0], trust=trust, at=at)
    verified = verified._replace(findings=(*verified.findings, *findings))
    if options.json:
        import json

        found = verified_to_json(verified, lambda finding: say_finding(finding, options.language))
        put(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    else:
        from samverkan.cli.verify_text import verified_lines

        put("".join(f"{visible(line)}\n" for line in verified_lines(verified, options.language)))
    flush()
    return ACCEPTED if verified.accepted else NOT_ACCEPTED
