"""What a suite says: one line on stdout for each test, everything else on stderr."""

import sys
import time
import traceback

VERDICTS = ("PASS", "FAIL", "SKIP")


class Report:
    def __init__(self):
        self.failed = 0
        self.spoken = 0

    def passed(self, name):
        self._say("PASS", name)

    def failure(self, name, why):
        self._say("FAIL", name, why)
        self.failed += 1

    def skipped(self, name, why):
        self._say("SKIP", name, why)

    def _say(self, verdict, name, why=""):
        self.spoken += 1
        why = " ".join(str(why).split())
        print(f"{verdict} {name}" + (f": {why}" if why else ""), flush=True)

    def claim(self, name, body, *arguments):
        """Runs body; it passes when it returns and fails when it raises. Returns what it returned, None on failure."""
        started = time.monotonic()
        try:
            value = body(*arguments)
            print(f"{name} took {time.monotonic() - started:.1f} s", file=sys.stderr, flush=True)
        except Exception as error:
            if not isinstance(error, AssertionError):
                traceback.print_exc()
            self.failure(name, f"{type(error).__name__}: {error}" if not isinstance(error, AssertionError) else error)
            return None
        self.passed(name)
        return value

    def adopt(self, label, line):
        """Takes a line of guest output: a verdict becomes ours, under the label; the rest is detail."""
        verdict, _, rest = line.partition(" ")
        if verdict not in VERDICTS or not rest:
            print(f"{label}: {line}", file=sys.stderr, flush=True)
            return
        name, _, why = rest.partition(": ")
        self.failed += verdict == "FAIL"
        self._say(verdict, f"{label}.{name}", why)


def equal(actual, expected, what):
    if actual != expected:
        raise AssertionError(f"{what}: expected {expected!r}, got {actual!r}")


def true(condition, what):
    if not condition:
        raise AssertionError(what)
