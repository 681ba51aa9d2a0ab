"""What all suites do: enter the lab, run, report, and turn what goes wrong into a line that counts."""

import os
import shlex
import signal
import subprocess
import sys
import time
import traceback

from . import namespace, tally
from .guest import Guest, GuestError, Unavailable, prepare
from .report import Report
from .server import build, reference

LONG = os.environ.get("CHECK_LONG") == "1"
TCP = "vers=3,proto=tcp,mountproto=tcp,nolock"
UDP = "vers=3,proto=udp,mountproto=udp,nolock"
# a second look at the same files, past every cache
NO_CACHE = "nosharecache,noac,lookupcache=none"


def run(name, body, for_everybody=False):
    """Runs body(report) inside the lab's namespaces and exits with 0 when nothing failed, else 1.

    `for_everybody` builds Cleat where ordinary users can run it too.
    """

    def inside(report):
        prepare()
        if not reference():
            build(for_everybody)
        namespace.enter()
        # the first process of a namespace ignores what it does not handle
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        namespace.bring_up()
        body(report)

    run_here(name, inside)


def run_raw(name, body, *strangers, for_everybody=False):
    """As `run`, without guests: for raw clients on the addresses of lo, those of the lab's server and of `strangers`."""
    if os.geteuid() != 0 or subprocess.run(["unshare", "--net", "--mount", "true"], capture_output=True).returncode:
        print(f"SKIP {name}: needs root and namespaces, for addresses and mounts of its own")
        sys.exit(0)
    build(for_everybody)
    namespace.enter()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in (namespace.SERVER, *strangers):
        subprocess.run(["ip", "addr", "add", f"{address}/24", "dev", "lo"], check=True)
    tally.begin(name)
    started = time.monotonic()
    try:
        run_here(name, body)
    finally:
        print(f"{name} took {time.monotonic() - started:.1f} s", file=sys.stderr)


def run_here(name, body):
    """As `run`, but in the namespaces that this process is in."""
    report = Report()
    try:
        body(report)
    except Unavailable as reason:
        report.skipped(name, reason)
    except Exception as error:
        traceback.print_exc()
        report.failure(f"{name}.runs-to-its-end", f"{type(error).__name__}: {error}")
    sys.exit(1 if report.failed else 0)


def parts(report, all_of_them, guest):
    """Runs part(report, guest) for each, or those named on the command line. What goes wrong fails its part alone."""
    wanted = sys.argv[1:]
    for part in all_of_them:
        name = part.__name__.replace("_", "-")
        if wanted and name not in wanted:
            continue
        try:
            part(report, guest)
        except Exception as error:
            traceback.print_exc()
            report.failure(f"{name}.runs-to-its-end", f"{type(error).__name__}: {error}")


def mount_twice(guest, source, options=TCP):
    """Mounts on /mnt, and on /mnt2 without caches. Raises GuestError when a mount fails."""
    for folder, more in (("/mnt", ""), ("/mnt2", f",{NO_CACHE}")):
        mounted = guest.mount(source, folder, options + more)
        if not mounted:
            raise GuestError(f"mount of {source} with {options}{more} failed: {mounted.output}")


def unmount(guest):
    guest.check("cd /; umount /mnt2 /mnt", limit=30)


def guest_tests(report, guest, label, *patterns, lacks=None, environment=None, limit=900):
    """Runs guest tests on /mnt and /mnt2 and adopts their verdicts."""
    words = ["python3", "-S", "/lab/guest/run.py", "--here", "/mnt", "--there", "/mnt2"]
    words += [f"--lacks={name}={why}" for name, why in (lacks or {}).items()]
    words += ["--long"] if LONG else []
    result = guest.run(
        shlex.join([*words, "--", *patterns]),
        env=environment,
        limit=limit * (10 if LONG else 1),
        each_line=lambda line: report.adopt(label, line),
    )
    if result.status not in (0, 1):
        report.failure(f"{label}.guest-tests-end", f"the runner ended with {result.status}")


def tests_on(report, guest, label, server, *patterns, options=TCP, **how):
    """Mounts, runs guest tests, unmounts. A mount that fails is one failure."""
    try:
        mount_twice(guest, server.source(), options)
    except GuestError as error:
        report.failure(f"{label}.mount", error)
        return
    report.passed(f"{label}.mount")
    guest_tests(report, guest, label, *patterns, **how)
    unmount(guest)
