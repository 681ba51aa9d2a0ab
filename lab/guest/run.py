"""Runs guest tests on a mount and prints one line for each: PASS, FAIL or SKIP, its name, and why.

usage: run.py --here MOUNT --there SECOND-MOUNT [--lacks NAME=REASON]... [--long] PATTERN...

What is lacking is a need of tests (`link`) or a test's own name.
A pattern is a module (`data`), a test (`data.append-keeps-every-record`), or either with a leading `-` to leave it out.
"""

import argparse
import importlib
import os
import shutil
import signal
import subprocess
import sys
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "tests")]
sys.dont_write_bytecode = True

import box  # noqa: E402


def main():
    options = parse()
    lacks = dict(entry.split("=", 1) for entry in options.lacks)
    failed = 0
    for chosen in choose(options.patterns):
        verdict, reason = judge(chosen, options, lacks)
        failed += verdict == "FAIL"
        print(f"{verdict} {chosen.name}" + (f": {reason}" if reason else ""), flush=True)
    sys.exit(1 if failed else 0)


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--here", required=True)
    parser.add_argument("--there", required=True)
    parser.add_argument("--lacks", action="append", default=[])
    parser.add_argument("--long", action="store_true")
    parser.add_argument("patterns", nargs="+")
    # a pattern may begin with a dash
    options, rest = parser.parse_known_args()
    options.patterns += rest
    return options


def choose(patterns):
    wanted = [pattern for pattern in patterns if not pattern.startswith("-")]
    unwanted = [pattern[1:] for pattern in patterns if pattern.startswith("-")]
    for module in dict.fromkeys(pattern.split(".")[0] for pattern in wanted):
        importlib.import_module(module)

    def among(test, list_of_patterns):
        return any(pattern in (test.name, test.name.split(".")[0]) for pattern in list_of_patterns)

    return [test for test in box.TESTS.values() if among(test, wanted) and not among(test, unwanted)]


def judge(test, options, lacks):
    if test.long and not options.long:
        return "SKIP", "long, runs with CHECK_LONG=1"
    for need in sorted((test.needs | {test.name}) & lacks.keys()):
        return "SKIP", lacks[need]
    started = time.monotonic()
    verdict, reason = run(test, options)
    print(f"{test.name} took {time.monotonic() - started:.2f} s", flush=True)
    return verdict, " ".join(reason.split())


def run(test, options):
    """Runs the test in a child that leads a group of its own, so that its limit ends it with all its children."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.setsid()
        os.close(reader)
        verdict = attempt(test, options)
        os.write(writer, "\n".join(verdict).encode(errors="backslashreplace")[:60000])
        os._exit(0)
    os.close(writer)
    return await_verdict(child, reader, test.limit * (10 if options.long else 1))


def await_verdict(child, reader, limit):
    end = time.monotonic() + limit
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if time.monotonic() > end:
            os.killpg(child, signal.SIGKILL)
            return "FAIL", f"not done after {limit} s"
        time.sleep(0.005)
    with os.fdopen(reader, "rb") as pipe:
        verdict, _, reason = pipe.read().decode(errors="replace").partition("\n")
    return verdict or "FAIL", reason if verdict else "its process died"


def attempt(test, options):
    name = f"{test.name}.{time.monotonic_ns()}"
    work = box.Box(
        here=os.path.join(options.here, name),
        there=os.path.join(options.there, name),
        top=options.here,
        long=options.long,
    )
    try:
        os.umask(0o022)
        return judged(test, work)
    finally:
        os.chdir("/")
        if os.path.lexists(work.here):
            # what a failed test leaves must not fill the server for the next one
            subprocess.run(["rm", "-rf", work.here], stderr=subprocess.DEVNULL)


def judged(test, work):
    try:
        if test.folder:
            os.mkdir(work.here, 0o777)
            os.chmod(work.here, 0o777)
        os.chdir(work.here if test.folder else work.top)
        test.body(work)
        if test.folder:
            remove(work)
    except box.Failed as failed:
        return "FAIL", str(failed)
    except box.Skipped as skipped:
        return "SKIP", str(skipped)
    except Exception as error:
        traceback.print_exc()
        where = traceback.extract_tb(error.__traceback__)[-1]
        return "FAIL", f"{type(error).__name__}: {error} ({os.path.basename(where.filename)}:{where.lineno})"
    return "PASS", ""


def remove(work):
    """Removing all of it is part of every test."""
    os.chdir("/")
    try:
        shutil.rmtree(os.fsencode(work.here))
    except PermissionError:
        # folders that a test closed, where root has no rights of his own
        subprocess.run(["chmod", "-R", "u+rwX", work.here], check=True)
        shutil.rmtree(os.fsencode(work.here))


main()
