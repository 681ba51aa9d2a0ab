"""What a server takes, and whether others are served, while something bad happens to it."""

import threading
import time
from pathlib import Path

from . import nfs3
from .report import equal, true
from .wire import Stream


def threads(pid):
    return _status(pid, "Threads:")


def memory(pid):
    """Resident, in MiB."""
    return _status(pid, "VmRSS:") >> 10


def descriptors(pid):
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def _status(pid, key):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(key):
            return int(line.split()[1])
    raise ValueError(f"no {key} in the status of {pid}")


class Bounds:
    """What a process may take above what it took at first; looked at all the time, by a thread of its own."""

    def __init__(self, pid, more_memory=200, more_threads=40, more_descriptors=200):
        self.pid = pid
        self.at_first = (memory(pid), threads(pid), descriptors(pid))
        self.allowed = (more_memory, more_threads, more_descriptors)
        self.most = self.at_first
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self):
        while not self._over.wait(0.1):
            try:
                now = (memory(self.pid), threads(self.pid), descriptors(self.pid))
            except (OSError, ValueError):
                return
            self.most = tuple(max(pair) for pair in zip(self.most, now))

    def hold(self):
        """Ends the watch; raises where a bound was not kept."""
        self._over.set()
        self._thread.join()
        for what, first, most, allowed in zip(("MiB", "threads", "descriptors"), self.at_first, self.most, self.allowed):
            true(most <= first + allowed, f"{most} {what}, {first} at first, {allowed} more allowed")

    def back(self, descriptors_more=16, limit=30):
        """Waits until descriptors and threads are what they were at first, about."""
        end = time.monotonic() + limit
        while descriptors(self.pid) > self.at_first[2] + descriptors_more:
            true(time.monotonic() < end, f"{descriptors(self.pid)} descriptors {limit} s later, {self.at_first[2]} at first")
            time.sleep(0.1)

    def __str__(self):
        return "at most {} MiB, {} threads, {} descriptors".format(*self.most)


class Bystander:
    """A well-behaved client, all the while on one connection: reads a file, compares, and notes how long it waited."""

    PATIENCE = 15  # seconds; the machine may be busy, a server that is stuck would be stuck for minutes

    def __init__(self, address, file, content):
        self.calls = 0
        self.longest = 0.0
        self._wrong = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._read, args=(address, file, content), daemon=True)
        self._thread.start()

    def _read(self, address, file, content):
        try:
            with Stream(address) as connection:
                files = nfs3.Files(connection)
                # at least once, and once more after whatever was done meanwhile
                last = False
                while not last:
                    last = self._over.wait(0.005)
                    started = time.monotonic()
                    status, data, _ = files.read(file, 0, len(content))
                    self.longest = max(self.longest, time.monotonic() - started)
                    equal((status, data), (nfs3.OK, content), "what the well-behaved client read")
                    self.calls += 1
        except Exception as error:
            self._wrong = error

    def finish(self):
        self._over.set()
        self._thread.join()
        if self._wrong:
            raise AssertionError(f"the well-behaved client: {type(self._wrong).__name__}: {self._wrong}")
        true(self.calls > 0, "the well-behaved client was never served")
        true(self.longest < self.PATIENCE, f"the well-behaved client waited {self.longest:.1f} s")
