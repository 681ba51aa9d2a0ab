"""Groups 30 to 33: duplicates; UDP, the portmapper and MOUNT from strangers; what reaches the log."""

import os
import socket

from .. import nfs3
from ..report import equal, true
from ..wire import MOUNT, NFS, PORTMAP, NONE, Datagrams, Reply, call, opaque, words, xid_of
from .groups import group


@group(30)
def a_call_that_comes_twice_is_done_once(target, transport):
    with target.connect(transport) as connection, target.connect(transport) as another:
        for turn in range(30):
            name = f"twice-{transport}-{turn}"
            make = call(NFS, 3, nfs3.MKDIR, nfs3.name_in(target.root, name) + nfs3.NOTHING)
            first = target.verdict(connection, make)
            for later in (connection, another):
                again = target.verdict(later, make)
                equal((again.status(), again.body), (nfs3.OK, first.body), "the answer to a repeated MKDIR")
            remove = call(NFS, 3, nfs3.RMDIR, nfs3.name_in(target.root, name))
            equal(target.verdict(connection, remove).status(), nfs3.OK, "status of RMDIR")
            equal(target.verdict(another, remove).status(), nfs3.OK, "status of the repeated RMDIR")


@group(30)
def another_call_under_the_same_number_is_another_call(target, transport):
    with target.connect(transport) as connection:
        for turn in range(30):
            one, two = (f"same-{transport}-{turn}-{which}" for which in "ab")
            first = call(NFS, 3, nfs3.MKDIR, nfs3.name_in(target.root, one) + nfs3.NOTHING)
            second = call(NFS, 3, nfs3.MKDIR, nfs3.name_in(target.root, two) + nfs3.NOTHING, xid=xid_of(first))
            for message in (first, second):
                equal(target.verdict(connection, message).status(), nfs3.OK, "status of MKDIR")
            for name in (one, two):
                os.rmdir(target.folder / name)


@group(30, "udp")
def duplicates_on_their_way_are_done_once(target, _):
    """The same call ten times at once, from one socket: a CREATE GUARDED never says EXIST."""
    with target.connect("udp") as connection:
        for turn in range(50):
            message = call(NFS, 3, nfs3.CREATE, nfs3.create(target.root, f"dup-{turn}", nfs3.GUARDED, nfs3.NOTHING))
            target.count(10)
            for _ in range(10):
                connection.send(message)
            equal(connection.ask(message).status(), nfs3.OK, "status of a CREATE that came ten times")
            os.remove(target.folder / f"dup-{turn}")
            while True:
                try:
                    equal(Reply(connection.hear(0.01)).status(), nfs3.OK, "status of a duplicate")
                except TimeoutError:
                    break


def small(connection, message, limit=None):
    """Holds that whatever comes back is at most four times the question or 512 bytes."""
    connection.send(message)
    try:
        answer = connection.hear(0.25)
    except TimeoutError:
        return 0
    limit = limit or max(512, 4 * len(message))
    true(len(answer) <= limit, f"{len(answer)} bytes for {len(message)}: {message.hex()[:120]}")
    return len(answer)


@group(31, "udp")
def no_procedure_of_portmap_and_mount_amplifies(target, _):
    """Each procedure of each version, with and without arguments, after many mounts."""
    with target.connect("tcp", MOUNT) as connection:
        for number in range(200):
            nfs3.mnt(connection, f"{target.server.path()}/folder" + "/." * number)
    rpcb = words(NFS, 3) + opaque("udp") + opaque("10.77.0.1.8.1") + opaque("")
    with target.connect("udp", PORTMAP) as connection:
        for version, procedures in ((2, range(6)), (3, range(10)), (4, range(14))):
            for procedure in procedures:
                for arguments in (b"", words(NFS, 3, 17, 0), rpcb, words(NFS, 3, 0) + opaque(b"")):
                    for credential in (NONE, None):
                        target.count()
                        extra = {} if credential is None else {"credential": credential}
                        small(connection, call(PORTMAP, version, procedure, arguments, **extra))
    with target.connect("udp", MOUNT) as connection:
        for version in (1, 2, 3):
            for procedure in range(9):
                for arguments in (b"", opaque(target.server.path()), opaque(b"/nothing")):
                    target.count()
                    small(connection, call(MOUNT, version, procedure, arguments, credential=NONE))


@group(31, "udp")
def nfs_says_little_to_strangers(target, _):
    """From an address that no export allows: no handle, not even a good one, is worth a long answer."""
    with Datagrams(target.at(NFS), source=target.stranger) as connection:
        for procedure, arguments in nfs3.every_procedure(target.root, target.file).items():
            for version in (2, 3):
                target.count()
                message = call(NFS, version, procedure, arguments)
                small(connection, message, limit=max(512, 4 * len(message)))
    with target.connect("udp") as connection:
        for procedure in range(22):
            target.count()
            small(connection, call(NFS, 3, procedure, opaque(bytes(32)) + bytes(40)))


@group(31, "udp")
def datagrams_of_any_size_do_no_harm(target, _):
    with target.connect("udp") as connection:
        for size in (0, 1, 3, 4, 8, 23, 24, 1472, 9000, 32_768, 65_507):
            for filling in (b"\0", b"\xff", b"Z"):
                target.count()
                connection.send(filling * size)
        huge = call(NFS, 3, nfs3.WRITE, nfs3.write(target.file, 1 << 20, bytes(60_000)))
        reply = target.verdict(connection, huge)
        true(reply.status() in (nfs3.OK, "GARBAGE_ARGS", nfs3.INVAL), f"a WRITE of 60,000 bytes: {reply}")
    os.truncate(target.folder / "file", len(target.content))


@group(32)
def strangers_change_nothing_in_the_portmapper(target, transport):
    with target.connect(transport, PORTMAP, source=target.stranger) as connection:
        before = target.verdict(connection, call(PORTMAP, 2, 3, words(NFS, 3, 6, 0))).body
        taken = words(NFS, 3, 6, 1)
        fresh = words(400000, 1, 6, 9)
        rpcb = words(NFS, 3) + opaque("tcp") + opaque("10.88.0.1.0.1") + opaque("superuser")
        for version, arguments in ((2, taken), (2, fresh), (3, rpcb), (4, rpcb)):
            for procedure in (1, 2):
                reply = target.verdict(connection, call(PORTMAP, version, procedure, arguments))
                true(reply.verdict != "SUCCESS" or reply.body == words(0), f"a stranger's SET or UNSET: {reply}")
        equal(target.verdict(connection, call(PORTMAP, 2, 3, words(NFS, 3, 6, 0))).body, before, "the port of NFS")


@group(32, "udp")
def callit_reflects_nothing(target, _):
    """Indirect calls go to NULL procedures at most, and an address in them is no place to send to."""
    trap = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    trap.bind((target.stranger, 0))
    trap.settimeout(0.3)
    with target.connect("udp", PORTMAP, source=target.stranger) as connection:
        for version in (2, 3, 4):
            for program, number in ((NFS, 1), (MOUNT, 5), (MOUNT, 1), (PORTMAP, 4)):
                target.count()
                small(connection, call(PORTMAP, version, 5, words(program, 3, number) + opaque(bytes(40))))
        for address in ("", ".", "1", "a.b.c.d.e.f", "256.1.1.1.1.1", "10.88.0.1.999.1", "1." * 5000, "-1.0.0.0.0.1", "::", "\xff\0"):
            for procedure in (1, 3, 7, 9, 11):
                target.count()
                arguments = words(NFS, 3) + opaque("udp") + opaque(address.encode()) + opaque("x")
                small(connection, call(PORTMAP, 4, procedure, arguments))
    try:
        trap.recv(1)
        raise AssertionError("something was sent to an address out of a call")
    except TimeoutError:
        trap.close()


@group(33)
def forged_mounts_do_not_grow_the_table(target, transport):
    with target.connect(transport, MOUNT) as connection:
        for number in range(3000):
            target.count()
            path = f"{target.server.path()}/folder" + "/." * (number % 300) + "/" * (number // 300)
            connection.ask(call(MOUNT, 3, 1, opaque(path)))
    with target.connect("tcp", MOUNT) as connection:
        reply = connection.ask(call(MOUNT, 3, 2))
    true(reply.bytes < 2 << 20, f"DUMP answers {reply.bytes} bytes")


@group(33)
def no_name_forges_a_line_of_the_log(target, transport):
    forged = b"\r\ncleat: error: forged\x1b[2J\x1b]0;title\x07\xc2\x9b31m\xe2\x80\xa8line"
    folder = os.fsencode(target.folder) + b"/" + forged
    os.mkdir(folder)
    with target.connect(transport, MOUNT) as connection:
        for path in (forged, os.fsencode(target.server.path()) + b"/" + forged, forged * 9):
            target.count()
            connection.ask(call(MOUNT, 3, 1, opaque(path)))
        connection.ask(call(MOUNT, 3, 3, opaque(os.fsencode(target.server.path()) + b"/" + forged)))
    os.rmdir(folder)
    for line in target.server.said:
        true(not line.startswith("cleat: error: forged"), "a forged line is in the log")
        true(all(char.isprintable() for char in line), f"control characters in the log: {line!r}")
    true(any("forged" in line for line in target.server.said), "the mount was not logged at all")
