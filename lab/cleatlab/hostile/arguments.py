"""Groups 15 to 19: arguments that are not what XDR says (RFC 4506)."""

import random

from .. import nfs3
from ..report import equal, true
from ..wire import MOUNT, NFS, PORTMAP, call, opaque, words
from .groups import group

HUGE = (0xFFFFFFFF, 0x80000000, 0x7FFFFFFF, 0x7FFFFFFC, 0x10000000)


@group(15)
def lengths_beyond_what_is_there_are_garbage(target, transport):
    with target.connect(transport) as connection:
        for length in (*HUGE, 65, 200):
            for procedure in (nfs3.GETATTR, nfs3.LOOKUP, nfs3.READDIR, nfs3.COMMIT):
                message = call(NFS, 3, procedure, words(length) + bytes(64))
                equal(target.verdict(connection, message).verdict, "GARBAGE_ARGS", f"handle of {length} in {procedure}")
            message = call(NFS, 3, nfs3.LOOKUP, opaque(target.root) + words(length) + b"name")
            equal(target.verdict(connection, message).verdict, "GARBAGE_ARGS", f"name of {length}")
            head = nfs3.write(target.file, 0, b"")[:-4]
            message = call(NFS, 3, nfs3.WRITE, head + words(length) + b"data")
            equal(target.verdict(connection, message).verdict, "GARBAGE_ARGS", f"data of {length}")


@group(15)
def padding_that_is_not_zero_does_no_harm(target, transport):
    with target.connect(transport) as connection:
        reply = target.verdict(connection, call(NFS, 3, nfs3.LOOKUP, opaque(target.root) + words(1) + b"nABC"))
        true(reply.verdict in ("SUCCESS", "GARBAGE_ARGS"), f"padding: {reply}")


@group(16)
def counts_beyond_what_is_there_are_garbage(target, transport):
    with target.connect(transport, PORTMAP) as connection:
        for count in HUGE:
            message = call(PORTMAP, 2, 5, words(NFS, 3, 0, count) + bytes(40))
            equal(target.verdict(connection, message).verdict, "GARBAGE_ARGS", f"CALLIT with {count} bytes of arguments")
            message = call(PORTMAP, 4, 3, words(NFS, 3, count) + bytes(40))
            equal(target.verdict(connection, message).verdict, "GARBAGE_ARGS", f"GETADDR with a netid of {count}")


@group(17)
def values_that_are_none_are_garbage(target, transport):
    times = words(0, 0, 0, 0)
    bad = {
        "boolean 2": (nfs3.SETATTR, opaque(target.file) + words(2, 0o644, 0, 0, 0, 0, 0, 0)),
        "boolean -1": (nfs3.SETATTR, opaque(target.file) + words(-1, 0o644, 0, 0, 0, 0, 0, 0)),
        "time_how 3": (nfs3.SETATTR, opaque(target.file) + times + words(3, 0, 0)),
        "guard 5": (nfs3.SETATTR, opaque(target.file) + times + words(0, 0, 5)),
        "createmode 3": (nfs3.CREATE, nfs3.create(target.root, "x", 3)),
        "stable 3": (nfs3.WRITE, nfs3.write(target.file, 0, b"data", 3)),
        "stable -1": (nfs3.WRITE, nfs3.write(target.file, 0, b"data", -1)),
        "ftype 0": (nfs3.MKNOD, nfs3.name_in(target.root, "x") + words(0)),
        "ftype 8": (nfs3.MKNOD, nfs3.name_in(target.root, "x") + words(8)),
    }
    with target.connect(transport) as connection:
        for what, (procedure, arguments) in bad.items():
            reply = target.verdict(connection, call(NFS, 3, procedure, arguments))
            true(reply.verdict == "GARBAGE_ARGS" or reply.status() in (nfs3.BADTYPE, nfs3.INVAL), f"{what}: {reply}")
        equal(target.lookup_status("x"), nfs3.NOENT, "status of a name that bad arguments could have made")


@group(18)
def every_message_cut_at_every_byte_is_refused(target, transport):
    with target.connect(transport) as connection:
        for procedure, arguments in nfs3.every_procedure(target.root, target.file).items():
            whole = call(NFS, 3, procedure, arguments)
            header = len(whole) - len(arguments)
            for cut in range(header, len(whole)):
                verdict = target.verdict(connection, whole[:cut]).verdict
                equal(verdict, "GARBAGE_ARGS", f"procedure {procedure} cut at {cut} of {len(whole)}")
            for more in (b"\0", bytes(4), bytes(1000)):
                equal(target.verdict(connection, whole + more).verdict, "GARBAGE_ARGS", f"{procedure} and {len(more)} more")
        for cut in range(4, header):
            target.dropped(connection, whole[:cut])


@group(18)
def mount_and_portmap_messages_too(target, transport):
    messages = {MOUNT: [(3, 1, opaque(b"/x")), (3, 3, opaque(b"/x")), (1, 1, opaque(b"/x"))]}
    messages[PORTMAP] = [(2, 3, words(NFS, 3, 6, 0)), (4, 3, words(NFS, 3) + opaque("tcp") + opaque("") + opaque(""))]
    for program, calls in messages.items():
        with target.connect(transport, program) as connection:
            for version, procedure, arguments in calls:
                whole = call(program, version, procedure, arguments)
                for cut in range(len(whole) - len(arguments), len(whole)):
                    verdict = target.verdict(connection, whole[:cut]).verdict
                    equal(verdict, "GARBAGE_ARGS", f"program {program} procedure {procedure} cut at {cut}")


@group(18)
def noise_is_refused(target, transport):
    """Random bytes behind good headers, and good arguments with some bytes exchanged: any answer but a fault."""
    chance = random.Random(20)
    with target.connect(transport) as connection:
        for _ in range(2000):
            procedure, arguments = chance.choice(list(target.harmless().items()))
            if chance.random() < 0.3:
                arguments = chance.randbytes(chance.randrange(0, 300))
            else:
                arguments = bytearray(arguments)
                for _ in range(chance.randrange(1, 5)):
                    arguments[chance.randrange(len(arguments))] = chance.randrange(256)
            reply = target.verdict(connection, call(NFS, 3, procedure, bytes(arguments)))
            true(reply.verdict in ("SUCCESS", "GARBAGE_ARGS"), f"procedure {procedure}, {bytes(arguments).hex()}: {reply}")
            true(reply.status() != nfs3.SERVERFAULT, f"SERVERFAULT for procedure {procedure}, {bytes(arguments).hex()}")


@group(19)
def long_lists_do_not_end_the_server(target, transport):
    """No argument of ours holds a list; a CALLIT of the largest size and its like must be refused as quickly."""
    size = 60_000 if transport == "udp" else 1 << 20
    with target.connect(transport) as connection:
        for procedure in (nfs3.GETATTR, nfs3.READDIR, nfs3.RENAME):
            message = call(NFS, 3, procedure, words(1, 1) * (size // 8))
            equal(target.verdict(connection, message).verdict, "GARBAGE_ARGS", f"procedure {procedure}, a list of {size} bytes")
