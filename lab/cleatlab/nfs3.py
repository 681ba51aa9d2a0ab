"""NFSv3 over a raw connection (RFC 1813): arguments of every procedure, and the results that suites look at."""

import struct
import threading
import time

from .wire import MOUNT, NFS, ROOT, Reader, call, long, opaque, words

NULL, GETATTR, SETATTR, LOOKUP, ACCESS, READLINK, READ, WRITE, CREATE, MKDIR, SYMLINK, MKNOD = range(12)
REMOVE, RMDIR, RENAME, LINK, READDIR, READDIRPLUS, FSSTAT, FSINFO, PATHCONF, COMMIT = range(12, 22)

OK, PERM, NOENT, IO, ACCES, EXIST, XDEV = 0, 1, 2, 5, 13, 17, 18
NOTDIR, ISDIR, INVAL, FBIG, NOSPC, ROFS, NAMETOOLONG, NOTEMPTY, DQUOT, STALE = 20, 21, 22, 27, 28, 30, 63, 66, 69, 70
BADHANDLE, NOT_SYNC, BAD_COOKIE, NOTSUPP, TOOSMALL, SERVERFAULT, BADTYPE, JUKEBOX = range(10001, 10009)

UNSTABLE, DATA_SYNC, FILE_SYNC = 0, 1, 2
UNCHECKED, GUARDED, EXCLUSIVE = 0, 1, 2
NOTHING = words(0, 0, 0, 0, 0, 0)

# may be asked again without a thought
HARMLESS = {GETATTR, LOOKUP, ACCESS, READLINK, READ, READDIR, READDIRPLUS, FSSTAT, FSINFO, PATHCONF, COMMIT}
JUKEBOX_TIMES = 50
# seconds: less than the ten that a call may take
PATIENCE = 9


def sattr(mode=None, uid=None, gid=None, size=None, atime=None, mtime=None):
    """`atime` and `mtime` are pairs of seconds and nanoseconds."""
    numbers = b"".join(words(0) if value is None else words(1, value) for value in (mode, uid, gid))
    numbers += words(0) if size is None else words(1) + long(size)
    return numbers + b"".join(words(0) if time is None else words(2, *time) for time in (atime, mtime))


def name_in(directory, name):
    return opaque(directory) + opaque(name)


def read(file, offset, count):
    return opaque(file) + long(offset) + words(count)


def write(file, offset, data, stable=FILE_SYNC, count=None):
    return opaque(file) + long(offset) + words(len(data) if count is None else count, stable) + opaque(data)


def create(directory, name, how=UNCHECKED, attributes=NOTHING, verifier=bytes(8)):
    return name_in(directory, name) + words(how) + (verifier if how == EXCLUSIVE else attributes)


def readdir(directory, cookie=0, verifier=bytes(8), count=4096):
    return opaque(directory) + long(cookie) + verifier + words(count)


def readdirplus(directory, cookie=0, verifier=bytes(8), dircount=4096, maxcount=8192):
    return opaque(directory) + long(cookie) + verifier + words(dircount, maxcount)


def attributes(reader):
    """type, mode, nlink, uid, gid, size, used, rdev, fsid, fileid, and six words of times."""
    return struct.unpack(">5IQQ2IQQ6I", reader.take(84))


def post_op(reader):
    return attributes(reader) if reader.word() else None


def wcc(reader):
    if reader.word():
        reader.take(24)
    return post_op(reader)


class Jukeboxes:
    """Answers "not now" (RFC 1813 §2.6) that were asked again, and how long each took to come: a slow disk is a reason, a quick refusal is not."""

    def __init__(self):
        self._lock = threading.Lock()
        self._seen = []

    def note(self, procedure, seconds):
        with self._lock:
            self._seen.append((procedure, seconds))

    def seen(self):
        """Which procedure, and after how many seconds."""
        with self._lock:
            return list(self._seen)

    def quick(self):
        """Those that came sooner than a server loses patience with its back end: they hide a fault."""
        return [(procedure, f"after {seconds:.3f} s") for procedure, seconds in self.seen() if seconds < PATIENCE]


JUKEBOXES = Jukeboxes()


class Files:
    """Files by handle over one connection; every method answers (status, ...)."""

    def __init__(self, connection, credential=ROOT):
        self.connection = connection
        self.credential = credential

    def ask(self, procedure, arguments=b"", **how):
        how.setdefault("credential", self.credential)
        for _ in range(JUKEBOX_TIMES):
            asked = time.monotonic()
            reply = self.connection.ask(call(NFS, 3, procedure, arguments, **how))
            if reply.status() != JUKEBOX:
                break
            JUKEBOXES.note(procedure, time.monotonic() - asked)
            if procedure not in HARMLESS:
                break
            # "not now": a slow disk, such as all clients wait for
            time.sleep(0.1)
        return reply

    def status(self, procedure, arguments=b"", **how):
        return self.ask(procedure, arguments, **how).status()

    def _results(self, procedure, arguments, **how):
        reply = self.ask(procedure, arguments, **how)
        if reply.verdict != "SUCCESS":
            raise ValueError(f"procedure {procedure} answered {reply.verdict}")
        reader = reply.reader()
        return reader.word(), reader

    def getattr(self, file):
        status, reader = self._results(GETATTR, opaque(file))
        return status, attributes(reader) if status == OK else None

    def lookup(self, directory, name):
        status, reader = self._results(LOOKUP, name_in(directory, name))
        return status, reader.opaque() if status == OK else None

    def access(self, file):
        """The rights that the server grants, or None."""
        status, reader = self._results(ACCESS, opaque(file) + words(0x3F))
        post_op(reader)
        return status, reader.word() if status == OK else None

    def create(self, directory, name, how=UNCHECKED, attributes=NOTHING, verifier=bytes(8), **more):
        status, reader = self._results(CREATE, create(directory, name, how, attributes, verifier), **more)
        return status, _object(reader, status)

    def mkdir(self, directory, name, **more):
        status, reader = self._results(MKDIR, name_in(directory, name) + sattr(mode=0o755), **more)
        return status, _object(reader, status)

    def symlink(self, directory, name, target):
        status, reader = self._results(SYMLINK, name_in(directory, name) + NOTHING + opaque(target))
        return status, _object(reader, status)

    def read(self, file, offset, count):
        """Status, data, end reached."""
        status, reader = self._results(READ, read(file, offset, count))
        post_op(reader)
        if status != OK:
            return status, None, None
        reader.word()
        end = reader.word()
        return status, reader.opaque(), bool(end)

    def write(self, file, offset, data, stable=FILE_SYNC):
        """Status, count, how stable it is, verifier."""
        status, reader = self._results(WRITE, write(file, offset, data, stable))
        wcc(reader)
        return (status, reader.word(), reader.word(), reader.take(8)) if status == OK else (status, 0, 0, None)

    def commit(self, file):
        status, reader = self._results(COMMIT, opaque(file) + long(0) + words(0))
        wcc(reader)
        return status, reader.take(8) if status == OK else None

    def names(self, directory, count=8192):
        """All names, by READDIR."""
        found, cookie, verifier = [], 0, bytes(8)
        while True:
            status, reader = self._results(READDIR, readdir(directory, cookie, verifier, count))
            if status != OK:
                raise ValueError(f"READDIR answered {status}")
            post_op(reader)
            verifier = reader.take(8)
            while reader.word():
                reader.long()
                found.append(reader.opaque())
                cookie = reader.long()
            if reader.word():
                return found


def _object(reader, status):
    return reader.opaque() if status == OK and reader.word() else None


def mnt(connection, path, credential=ROOT):
    """Status and the handle, by MOUNT version 3."""
    reader = Reader(connection.ask(call(MOUNT, 3, 1, opaque(path), credential)).body)
    status = reader.word()
    return status, reader.opaque() if status == OK else None


def every_procedure(directory, file):
    """Arguments for each procedure of version 3, good in every byte."""
    return {
        GETATTR: opaque(file),
        SETATTR: opaque(file) + sattr(mode=0o644, size=5, mtime=(1, 2)) + words(1, 3, 4),
        LOOKUP: name_in(directory, "name"),
        ACCESS: opaque(file) + words(0x3F),
        READLINK: opaque(file),
        READ: read(file, 0, 64),
        WRITE: write(file, 0, b"hello"),
        CREATE: create(directory, "made", GUARDED, sattr(mode=0o600)),
        MKDIR: name_in(directory, "folder") + sattr(mode=0o755),
        SYMLINK: name_in(directory, "link") + NOTHING + opaque("target"),
        MKNOD: name_in(directory, "pipe") + words(7) + NOTHING,
        REMOVE: name_in(directory, "gone"),
        RMDIR: name_in(directory, "gone"),
        RENAME: name_in(directory, "from") + name_in(directory, "to"),
        LINK: opaque(file) + name_in(directory, "other"),
        READDIR: readdir(directory),
        READDIRPLUS: readdirplus(directory),
        FSSTAT: opaque(directory),
        FSINFO: opaque(directory),
        PATHCONF: opaque(directory),
        COMMIT: opaque(file) + long(0) + words(0),
    }
