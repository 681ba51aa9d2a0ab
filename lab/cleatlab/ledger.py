"""Raw clients that work while a server is killed under them, and know what it owes them."""

import random
import threading
import time
import zlib

from . import nfs3
from .report import equal, true
from .wire import Datagrams, Stream, opaque

FILE_BYTES = 1 << 18
MOST_FILES = 60
MOST_FOLDERS = 30
PATIENCE = 90  # seconds until a server that was killed must answer again


class Patient:
    """A connection that outlives servers: a call whose answer is lost is sent again, unchanged, until it is answered."""

    def __init__(self, address, transport):
        self.address = address
        self.transport = transport
        self.connection = None
        self.repeated = False

    def ask(self, message):
        """Answers the Reply; `repeated` tells whether the call may have been carried out before."""
        self.repeated = False
        end = time.monotonic() + PATIENCE
        while True:
            try:
                if self.connection is None:
                    how = {"timeout": 4} if issubclass(self.transport, Datagrams) else {}
                    self.connection = self.transport(self.address, **how)
                reply = self.connection.ask(message)
                self.repeated |= self.connection.repeated
                return reply
            except OSError as error:
                true(time.monotonic() < end, f"no answer for {PATIENCE} s: {error}")
                self.drop()
                self.repeated = True
                time.sleep(0.02)

    def drop(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class File:
    """What is owed: a handle that stays, and every byte of an answered stable write or commit."""

    def __init__(self, handle, name):
        self.handle = handle
        self.name = name
        self.content = bytearray(FILE_BYTES)
        self.size = 0
        self.unstable = []

    def put(self, offset, data):
        self.content[offset : offset + len(data)] = data
        self.size = max(self.size, offset + len(data))

    def expected(self):
        return bytes(self.content[: self.size])


class Worker:
    """One client in a folder of its own, which nobody else changes."""

    def __init__(self, address, root, number, seed, transport=Stream, strict=False, pace=None):
        """`strict` where no server is restarted, so that what is repeated must be answered as at first; `pace` is steps a second, about."""
        self.strict = strict
        self.pace = pace
        self.random = random.Random(f"{seed}.{number}")
        self.wire = Patient(address, transport)
        self.files = nfs3.Files(self.wire)
        self.named = {}
        self.folders = {}
        self.calls = self.again = self.resent = 0
        self.made = 0
        self.wrong = None
        status, self.folder = self.files.mkdir(root, f"worker{number}")
        equal(status, nfs3.OK, "status of the worker's folder")
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def finish(self):
        self._over.set()
        self._thread.join()
        if self.wrong:
            raise AssertionError(f"a worker: {type(self.wrong).__name__}: {self.wrong}")

    def _work(self):
        steps = [self._exclusive, self._guarded, self._folder, self._stable, self._stable, self._unstable]
        steps += [self._unstable, self._unstable, self._commit, self._rename, self._remove, self._look]
        try:
            while not self._over.is_set():
                (self._remove if len(self.named) > MOST_FILES else self.random.choice(steps))()
                self.calls += 1
                self.again += self.wire.repeated
                if self.pace:
                    self._over.wait(self.random.expovariate(self.pace))
            for file in self.named.values():
                self._flush(file)
        except Exception as error:
            self.wrong = error

    def _fresh(self):
        self.made += 1
        return f"{self.made:05}"

    def _any(self):
        return self.named[self.random.choice(list(self.named))] if self.named else self._exclusive()

    def _may(self, status, more, what):
        """After a repetition across a restart the answer may be that it is done already."""
        allowed = self.wire.repeated and not self.strict and status == more
        true(status == nfs3.OK or allowed, f"{what}: {status}, repeated: {self.wire.repeated}")

    def _keep(self, name, handle):
        if handle is None:
            handle = self._found(self.folder, name)
        self.named[name] = File(handle, name)
        return self.named[name]

    def _found(self, folder, name):
        status, handle = self.files.lookup(folder, name)
        equal(status, nfs3.OK, f"status of LOOKUP of {name}, which was made")
        return handle

    def _exclusive(self):
        name = self._fresh()
        status, handle = self.files.create(self.folder, name, nfs3.EXCLUSIVE, verifier=self.random.randbytes(8))
        equal(status, nfs3.OK, f"status of CREATE EXCLUSIVE, repeated: {self.wire.repeated}")
        mode = self.files.status(nfs3.SETATTR, opaque(handle) + nfs3.sattr(mode=0o640) + bytes(4))
        equal(mode, nfs3.OK, "status of the SETATTR behind it")
        return self._keep(name, handle)

    def _guarded(self):
        name = self._fresh()
        status, handle = self.files.create(self.folder, name, nfs3.GUARDED, nfs3.sattr(mode=0o600))
        self._may(status, nfs3.EXIST, "CREATE GUARDED")
        self._keep(name, handle)

    def _folder(self):
        if len(self.folders) > MOST_FOLDERS:
            return
        name = self._fresh() + ".d"
        status, handle = self.files.mkdir(self.folder, name)
        self._may(status, nfs3.EXIST, "MKDIR")
        self.folders[name] = handle or self._found(self.folder, name)

    def _piece(self):
        length = self.random.choice((1, 700, 4096, 20_000))
        return self.random.randrange(FILE_BYTES - length), self.random.randbytes(length)

    def _stable(self):
        file = self._any()
        offset, data = self._piece()
        if file.unstable:
            # which of two overlapping writes came last must be known
            self._flush(file)
        status, count, stable, _ = self.files.write(file.handle, offset, data, nfs3.FILE_SYNC)
        equal((status, count, stable), (nfs3.OK, len(data), nfs3.FILE_SYNC), "answer to a stable WRITE")
        file.put(offset, data)

    def _unstable(self):
        file = self._any()
        offset, data = self._piece()
        status, count, stable, verifier = self.files.write(file.handle, offset, data, nfs3.UNSTABLE)
        equal((status, count), (nfs3.OK, len(data)), "answer to an unstable WRITE")
        file.put(offset, data)
        if stable == nfs3.UNSTABLE:
            file.unstable.append((offset, data, verifier))

    def _commit(self):
        self._flush(self._any())

    def _flush(self, file):
        """COMMIT, and again all that went with another verifier, as long as there is any."""
        while file.unstable:
            status, verifier = self.files.commit(file.handle)
            equal(status, nfs3.OK, "status of COMMIT")
            first = next((at for at, each in enumerate(file.unstable) if each[2] != verifier), None)
            if first is None:
                file.unstable = []
                return
            # in order, so that what overlaps ends as it was
            lost, file.unstable = file.unstable, []
            for offset, data, _ in lost:
                status, _, _, now = self.files.write(file.handle, offset, data, nfs3.UNSTABLE)
                equal(status, nfs3.OK, "status of a WRITE that is sent again")
                file.unstable.append((offset, data, now))
                self.resent += 1

    def _rename(self):
        file = self._any()
        name = self._fresh()
        status = self.files.status(nfs3.RENAME, nfs3.name_in(self.folder, file.name) + nfs3.name_in(self.folder, name))
        self._may(status, nfs3.NOENT, "RENAME")
        self.named[name] = self.named.pop(file.name)
        file.name = name

    def _remove(self):
        if len(self.named) < 8:
            return
        file = self._any()
        self._may(self.files.status(nfs3.REMOVE, nfs3.name_in(self.folder, file.name)), nfs3.NOENT, "REMOVE")
        del self.named[file.name]
        equal(self.files.getattr(file.handle)[0], nfs3.STALE, "status of the handle of a removed file")

    def _look(self):
        file = self._any()
        status, found = self.files.getattr(file.handle)
        equal((status, found and found[5]), (nfs3.OK, file.size), "status and size by a handle that is kept")

    def verify(self):
        """Everything owed is there, by the handles that were given at first. Answers how many bytes that were."""
        owed = 0
        for name, file in self.named.items():
            got = b""
            while len(got) < file.size:
                status, data, _ = self.files.read(file.handle, len(got), 1 << 15)
                equal(status, nfs3.OK, f"status of READ of {name}")
                true(data, f"{name} ends at {len(got)} of {file.size}")
                got += data
            equal(zlib.crc32(got), zlib.crc32(file.expected()), f"checksum of {name}")
            owed += len(got)
        names = set(self.files.names(self.folder)) - {b".", b".."}
        equal(names, {name.encode() for name in (*self.named, *self.folders)}, "names")
        for name, folder in self.folders.items():
            equal(self.files.getattr(folder)[0], nfs3.OK, f"status by the handle of the folder {name}")
        return owed


def verifier(address, file):
    """The write verifier of the server that runs."""
    with Stream(address) as connection:
        status, now = nfs3.Files(connection).commit(file)
    equal(status, nfs3.OK, "status of COMMIT")
    return now
