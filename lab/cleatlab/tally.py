"""What suites counted, for docs/reliability.md: a line of JSON each in target/check/tally, which `lab/reliability` makes into tables."""

import json
import os
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
FOLDER = HERE.parent / "target/check/tally"


def _file(suite, peer=os.environ.get("LAB_PEER")):
    return FOLDER / (f"{suite}-{peer}.jsonl" if peer else f"{suite}.jsonl")


def rows(suite, peer=None):
    """What was counted in the last run, for Cleat or for a peer."""
    path = _file(suite, peer)
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def begin(suite):
    """Forgets what the suite counted in its last run."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    _file(suite).write_text("")


def note(suite, **facts):
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open(_file(suite), "a") as lines:
        lines.write(json.dumps({"long": os.environ.get("CHECK_LONG") == "1", **facts}) + "\n")
