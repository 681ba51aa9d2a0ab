"""Groups 25 to 29: handles, and values that no file has."""

import os
import random
import time

from .. import nfs3
from ..report import equal, true
from ..wire import NFS, call, long, opaque, unix, words
from .groups import group

BAD = (nfs3.BADHANDLE, nfs3.STALE)
MOST = (1 << 64) - 1


@group(25)
def handles_that_are_not_ours_are_bad(target, transport):
    chance = random.Random(25)
    with target.connect(transport) as connection:

        def status(handle, procedure=nfs3.GETATTR, more=b""):
            return target.verdict(connection, call(NFS, 3, procedure, opaque(handle) + more)).status()

        for length in (0, 1, 4, 31, 33, 63, 64):
            for handle in (bytes(length), chance.randbytes(length), (target.file * 2)[:length]):
                true(status(handle) in BAD, f"a handle of {length}: {status(handle)}")
        equal(status(bytes(65)), "GARBAGE_ARGS", "a handle of 65")
        for bit in range(8 * len(target.file)):
            flipped = bytearray(target.file)
            flipped[bit // 8] ^= 1 << bit % 8
            true(status(bytes(flipped)) in BAD, f"bit {bit} flipped: {status(bytes(flipped))}")
        for _ in range(500):
            true(status(chance.randbytes(32)) in BAD, "a handle by chance")
        equal(status(target.file[:2] + target.other_root[2:4] + target.file[4:]) in BAD, True, "carried to another export")


@group(25)
def a_file_made_anew_has_another_handle(target, transport):
    with target.connect(transport) as connection:
        files = nfs3.Files(connection)
        for turn in range(20):
            target.count(3)
            name = f"again-{transport}"
            old = files.create(target.root, name)[1]
            equal(files.status(nfs3.REMOVE, nfs3.name_in(target.root, name)), nfs3.OK, "status of REMOVE")
            new = files.create(target.root, name)[1]
            true(old != new, f"the same handle for another file (turn {turn})")
            equal(files.getattr(old)[0], nfs3.STALE, "status of the removed file's handle")
            files.status(nfs3.REMOVE, nfs3.name_in(target.root, name))


@group(26)
def offsets_at_the_ends_of_numbers(target, transport):
    size = len(target.content)
    with target.connect(transport) as connection:
        files = nfs3.Files(connection)
        for offset in (size, size + 1, 1 << 62, (1 << 63) - 1, 1 << 63, MOST - 4, MOST):
            target.count()
            status, data, end = files.read(target.file, offset, 4096)
            true((status, data, end) == (nfs3.OK, b"", True) or status == nfs3.INVAL, f"READ at {offset}: {status}, end {end}")
        equal(files.read(target.file, 0, 0), (nfs3.OK, b"", False), "READ of nothing")
        status, data, _ = files.read(target.file, 0, 0xFFFFFFFF)
        equal((status, data), (nfs3.OK, target.content), "READ of 4294967295")
        for offset in ((1 << 63) - 1, 1 << 63, MOST - 1, MOST):
            target.count()
            wrote = files.write(target.file, offset, b"data")[0]
            true(wrote in (nfs3.FBIG, nfs3.INVAL), f"WRITE at {offset}: {wrote}")
        for count, data in ((3, b"four"), (5, b"four"), (0xFFFFFFFF, b"four"), (0, b"four")):
            target.count()
            reply = files.ask(nfs3.WRITE, nfs3.write(target.file, 1 << 20, data, count=count))
            if reply.status() == nfs3.OK:
                reader = reply.reader()
                reader.word()
                nfs3.wcc(reader)
                true(reader.word() <= len(data), f"WRITE claims more than it was given: {reply}")
        status = files.status(nfs3.COMMIT, opaque(target.file) + long(MOST) + words(0xFFFFFFFF))
        true(status in (nfs3.OK, nfs3.INVAL), f"COMMIT at the end of numbers: {status}")
    with target.files() as files:
        files.status(nfs3.SETATTR, opaque(target.file) + nfs3.sattr(size=size) + words(0))
    equal((target.folder / "file").read_bytes(), target.content, "the file")


@group(27)
def attributes_that_no_file_has(target, transport):
    with target.connect(transport) as connection:
        files = nfs3.Files(connection)
        name = f"odd-{transport}"
        made = files.create(target.root, name)[1]

        def set_to(**what):
            target.count()
            return files.status(nfs3.SETATTR, opaque(made) + nfs3.sattr(**what) + words(0))

        for size in (1 << 63, MOST):
            true(set_to(size=size) in (nfs3.FBIG, nfs3.INVAL), f"SETATTR to {size}")
        for nanoseconds in (1_000_000_000, 0x7FFFFFFF, 0xFFFFFFFF):
            status = set_to(mtime=(1, nanoseconds))
            true(status in (nfs3.OK, nfs3.INVAL, "GARBAGE_ARGS"), f"SETATTR with {nanoseconds} ns: {status}")
        true(set_to(mode=0xFFFFFFFF) in (nfs3.OK, nfs3.INVAL), "SETATTR with all bits of mode")
        true(set_to(uid=0xFFFFFFFF, gid=0xFFFFFFFF) in (nfs3.OK, nfs3.INVAL, nfs3.PERM), "SETATTR with uid -1")
        _, found = files.getattr(made)
        equal((found[0], found[5]), (1, 0), "type and size afterwards")
        true(found[1] <= 0o7777, f"mode {found[1]:o}")
        os.remove(target.folder / name)


@group(28)
def listings_of_any_size_asked_for(target, transport):
    crowd = target.lookup("crowd")
    bogus = (1, 2, 3, 1 << 31, (1 << 63) - 1, 1 << 63, MOST)
    with target.connect(transport) as connection:
        files = nfs3.Files(connection)
        for procedure, arguments in ((nfs3.READDIR, nfs3.readdir), (nfs3.READDIRPLUS, plus)):
            for count in (0, 1, 16, 100):
                status = target.verdict(connection, call(NFS, 3, procedure, arguments(crowd, count=count))).status()
                true(status in (nfs3.OK, nfs3.TOOSMALL), f"{procedure} of {count}: {status}")
            reply = target.verdict(connection, call(NFS, 3, procedure, arguments(crowd, count=0xFFFFFFFF)))
            equal(reply.status(), nfs3.OK, f"status of {procedure} of 4294967295")
            for cookie in bogus:
                for verifier in (bytes(8), b"verifier"):
                    reply = target.verdict(connection, call(NFS, 3, procedure, arguments(crowd, cookie, verifier)))
                    true(reply.status() in (nfs3.OK, nfs3.BAD_COOKIE, nfs3.INVAL), f"cookie {cookie}: {reply}")
        reply = target.verdict(connection, call(NFS, 3, nfs3.READDIRPLUS, nfs3.readdirplus(crowd, dircount=1 << 20, maxcount=600)))
        equal(reply.status(), nfs3.OK, "status with dircount above maxcount")
        true(reply.bytes <= 24 + 600 + 100, f"{reply.bytes} bytes where 600 were asked for")
        equal(len(files.names(crowd)), 502, "names in the end")


def plus(directory, cookie=0, verifier=bytes(8), count=8192):
    return nfs3.readdirplus(directory, cookie, verifier, count, count)


@group(29)
def devices_and_pipes_hold_up_nobody(target, transport):
    started = time.monotonic()
    with target.connect(transport) as connection:
        files = nfs3.Files(connection, unix(1000, 1000))
        for kind in (3, 4):
            target.count()
            arguments = nfs3.name_in(target.root, f"device-{kind}") + words(kind) + nfs3.NOTHING + words(1, 3)
            status = files.status(nfs3.MKNOD, arguments)
            true(status in (nfs3.PERM, nfs3.ACCES), f"status of MKNOD {kind} by an ordinary user is {status}")
        files = nfs3.Files(connection)
        for name in ("pipe", "device"):
            handle = target.lookup(name)
            for procedure, arguments in (
                (nfs3.READ, nfs3.read(handle, 0, 10)),
                (nfs3.WRITE, nfs3.write(handle, 0, b"data")),
                (nfs3.SETATTR, opaque(handle) + nfs3.sattr(size=0) + words(0)),
                (nfs3.READDIR, nfs3.readdir(handle)),
            ):
                target.count()
                status = files.status(procedure, arguments)
                true(status in (nfs3.INVAL, nfs3.NOTDIR, nfs3.ACCES, nfs3.BADTYPE), f"procedure {procedure} on the {name}: {status}")
            target.count(2)
            # RFC 1813 §3.3.21 has no error for it: there is nothing to flush
            true(files.commit(handle)[0] in (nfs3.OK, nfs3.INVAL), f"COMMIT of the {name}")
            opened = files.create(target.root, name)[0]
            equal(opened, nfs3.EXIST, f"status of CREATE over the {name}")
    true(time.monotonic() - started < 30, "a pipe held the server up")
