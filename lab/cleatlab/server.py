"""Servers that suites run: Cleat as a process in the lab's namespace, or the kernel's nfsd in a guest as the reference."""

import dataclasses
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from . import namespace
from .guest import CACHE, HERE, Guest

READY_LIMIT = 120  # the first use of a fresh checkout builds


class ServerError(Exception):
    """The server did not start, or did not end as it should; the message has its last words."""


@dataclasses.dataclass(frozen=True)
class Ports:
    """What the line `ready ` tells. `portmap` is None when it is off."""

    nfs: int
    mount: int
    portmap: int | None

    @staticmethod
    def parse(line):
        told = dict(word.split("=", 1) for word in line.split() if "=" in word)
        portmap = None if told["portmap"] == "off" else int(told["portmap"])
        return Ports(int(told["nfs"]), int(told["mount"]), portmap)


class Folder:
    """A temporary folder on disk that any user can reach; a context manager."""

    def __init__(self, mode=0o777):
        self.path = Path(tempfile.mkdtemp(prefix="cleat-lab.", dir="/var/tmp"))
        self.path.chmod(mode)

    def __enter__(self):
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)


class Program:
    """A server that runs as a process of its own, in a group with its launcher; `said` has its lines."""

    process = None

    def pid(self):
        return self.process.pid

    def running(self):
        return self.process is not None and self.process.poll() is None

    def last_words(self):
        return " | ".join(self.said[-12:])

    def stop(self, limit=20):
        """SIGTERM; returns the exit status, or raises when it does not end."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(limit)
        except subprocess.TimeoutExpired:
            self.kill()
            raise ServerError(f"still there {limit} s after SIGTERM: {self.last_words()}") from None

    def kill(self):
        """SIGKILL to it and its launcher, as a crash would be."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()


class Cleat(Program):
    """One `cleat serve`. A context manager that starts it and, at the end, stops it; `restart` keeps its arguments."""

    def __init__(self, *exports, options=(), user=None, environment=None, address=namespace.SERVER, admits_the_lab=True, descriptors=None):
        """`user` is a uid to run as, `descriptors` how many it may have; `exports` are as on the command line. The state folder is its own and temporary."""
        self.address = address
        self.exports = [str(export) for export in exports]
        self.user = user
        self.descriptors = descriptors
        self._environment = {**os.environ, **(environment or {})}
        self._state = Folder(0o700)
        if user is not None:
            os.chown(self._state.path, user, user)
        clients = namespace.CLIENTS6 if ":" in address else namespace.CLIENTS
        beyond_loopback = ["--allow", clients] if admits_the_lab and not address.startswith("127.") else []
        self._options = ["--bind", address, "--state", str(self._state.path), *beyond_loopback, *options]
        self.state = self._state.path
        self.ports = None
        self.said = []

    def path(self, index=0):
        """The export's path as a client names it."""
        return self.exports[index].partition("=")[2] or self.exports[index]

    def source(self, index=0):
        return source(self.address, self.path(index))

    def start(self):
        lines = self.spawn()
        self.ports = Ports.parse(self._await_ready(lines))
        return self

    def spawn(self):
        """Starts it and returns at once what it says, line by line, in a queue."""
        self.process = subprocess.Popen(
            [*self._with_descriptors(), *self._as_user(), launcher(), "serve", *self._options, *self.exports],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self._environment,
            start_new_session=True,
        )
        lines = queue.Queue()
        threading.Thread(target=self._listen, args=(self.process.stdout, lines), daemon=True).start()
        return lines

    def _with_descriptors(self):
        return ["prlimit", f"--nofile={self.descriptors}:{self.descriptors}"] if self.descriptors else []

    def _as_user(self):
        if self.user is None:
            return []
        return ["setpriv", f"--reuid={self.user}", f"--regid={self.user}", "--clear-groups", "--no-new-privs"]

    def _listen(self, stream, lines):
        for raw in stream:
            line = raw.decode(errors="replace").rstrip("\n")
            self.said.append(line)
            lines.put(line)
        lines.put(None)

    def _await_ready(self, lines):
        end = time.monotonic() + READY_LIMIT
        while time.monotonic() < end:
            try:
                line = lines.get(timeout=end - time.monotonic())
            except queue.Empty:
                break
            if line is None:
                raise ServerError(f"it ended with {self.process.wait()}: {self.last_words()}")
            if line.startswith("ready "):
                return line
        self.kill()
        raise ServerError(f"not ready after {READY_LIMIT} s: {self.last_words()}")

    def crash(self):
        self.kill()

    def again(self):
        """Starts it once more on the same state, ports and exports."""
        self.start()

    def files(self):
        """How many files its first export holds, seen on the host."""
        return sum(len(names) for _, _, names in os.walk(self.path()))

    def __enter__(self):
        return self.start()

    def __exit__(self, kind, *_):
        if self.running():
            self.kill() if kind else self.stop()
        if kind or os.environ.get("LAB_VERBOSE"):
            print("server said:\n  " + "\n  ".join(self.said[-60:]), file=sys.stderr)
        self._state.__exit__()


def source(address, path):
    """What mount calls the device."""
    return f"[{address}]:{path}" if ":" in address else f"{address}:{path}"


class Knfsd:
    """The kernel's nfsd in a guest of its own, with the face of Cleat as far as a reference can have it."""

    NUMBER = 8
    # where it differs from what RFC 1813 or POSIX would have, and Cleat does as they say
    LACKS = {"truncation-clears-setuid": "the kernel's nfsd leaves setuid standing after a truncation"}

    def __init__(self, squash="none", address=None):
        self.address = address or namespace.address(self.NUMBER)
        self.ports = Ports(nfs=2049, mount=20048, portmap=111)
        self._squash = {"none": "rw,no_root_squash", "root": "rw,root_squash", "ro": "ro,no_root_squash"}[squash]

    def path(self, index=0):
        return "/srv/export"

    def source(self, index=0):
        return source(self.address, self.path())

    def __enter__(self):
        self.guest = Guest(self.NUMBER, memory="3G", name="reference")
        self.guest.check(f"/lab/guest/knfsd {CACHE}/reference/usr/sbin {self._squash}")
        return self

    def crash(self):
        """The nearest thing that the kernel has: all its threads and sockets go."""
        self.guest.check("rpc.nfsd 0", env=self._programs())

    def again(self):
        self.guest.check("rpc.nfsd --udp --tcp -N 4 -V 3 8", env=self._programs())

    @staticmethod
    def _programs():
        return {"PATH": f"{CACHE}/reference/usr/sbin:/usr/sbin:/usr/bin:/sbin:/bin"}

    def files(self):
        return int(self.guest.check("find /srv/export -type f | wc -l"))

    def __exit__(self, *_):
        self.guest.stop()


def reference():
    """Whether suites are to be held against the reference instead of Cleat (LAB_REFERENCE=1)."""
    return bool(os.environ.get("LAB_REFERENCE"))


def build(for_everybody=False):
    """Has the launcher build what it needs while the network is still there; `for_everybody` where any user can run it."""
    if for_everybody:
        cache = Path(f"/var/tmp/cleat-lab-build-{os.geteuid()}")
        cache.mkdir(mode=0o755, exist_ok=True)
        if cache.is_symlink() or cache.stat().st_uid != os.geteuid():
            raise ServerError(f"{cache} belongs to somebody else")
        os.environ["CLEAT_CACHE"] = str(cache)
    done = subprocess.run([launcher(), "--version"], capture_output=True, text=True, timeout=900)
    if done.returncode:
        raise ServerError(f"{launcher()} --version ended with {done.returncode}: {(done.stderr or done.stdout)[-1000:]}")


def builds():
    """Where the launcher keeps what it built."""
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(os.environ.get("CLEAT_CACHE") or Path(cache) / "cleat")


def launcher():
    """The ./cleat that is tested: $CLEAT, or the one of this checkout."""
    return os.environ.get("CLEAT") or str(HERE.parent / "cleat")
