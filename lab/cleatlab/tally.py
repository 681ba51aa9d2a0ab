"""What suites counted, for docs/reliability.md: a line of JSON each in target/check/tally, which `lab/reliability` makes into tables."""

import json
import os
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
FOLDER = HERE.parent / "target/check/tally"


def begin(suite):
    """Forgets what the suite counted in its last run."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{suite}.jsonl").write_text("")


def note(suite, **facts):
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open(FOLDER / f"{suite}.jsonl", "a") as lines:
        lines.write(json.dumps({"long": os.environ.get("CHECK_LONG") == "1", **facts}) + "\n")
