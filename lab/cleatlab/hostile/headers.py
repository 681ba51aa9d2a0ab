"""Groups 11 to 14: the header of a call and its credential (RFC 5531 §9, §8)."""

from ..report import equal, true
from ..wire import MOUNT, NFS, NONE, PORTMAP, ROOT, auth, call, opaque, unix, words
from .groups import group

REJECTED, BADCRED = "AUTH_2", "AUTH_1"


@group(11)
def wrong_numbers_get_the_word_for_them(target, transport):
    with target.connect(transport) as connection:
        for rpc in (0, 1, 3, 0xFFFFFFFF):
            reply = target.verdict(connection, call(NFS, 3, 0, rpc=rpc))
            equal((reply.verdict, reply.body), ("RPC_MISMATCH", words(2, 2)), f"answer to RPC version {rpc}")
        for program in (0, 100227, 100021, 0x40000000, 0xFFFFFFFF):
            equal(target.verdict(connection, call(program, 3, 0)).verdict, "PROG_UNAVAIL", f"program {program}")
        for version in (0, 1, 4, 0xFFFFFFFF):
            reply = target.verdict(connection, call(NFS, version, 0))
            equal((reply.verdict, reply.body), ("PROG_MISMATCH", words(2, 3)), f"NFS version {version}")
        for version, procedure in ((2, 18), (2, 0xFFFFFFFF), (3, 22), (3, 0x7FFFFFFF)):
            equal(target.verdict(connection, call(NFS, version, procedure)).verdict, "PROC_UNAVAIL", f"procedure {procedure}")


@group(11)
def mount_and_portmap_too(target, transport):
    for program, bounds, beyond in ((MOUNT, (1, 3), 9), (PORTMAP, (2, 4), 99)):
        with target.connect(transport, program) as connection:
            for version in (0, 5, 0xFFFFFFFF):
                reply = target.verdict(connection, call(program, version, 0))
                equal((reply.verdict, reply.body), ("PROG_MISMATCH", words(*bounds)), f"{program} version {version}")
            equal(target.verdict(connection, call(program, bounds[1], beyond)).verdict, "PROC_UNAVAIL", f"{program}")
            equal(target.verdict(connection, call(program, bounds[1], 0, rpc=9)).verdict, "RPC_MISMATCH", f"{program}")


@group(12)
def credentials_above_400_bytes_are_bad(target, transport):
    with target.connect(transport) as connection:
        for length in (401, 404, 1000, 8000):
            reply = target.verdict(connection, call(NFS, 3, 0, credential=auth(1, bytes(length))))
            equal(reply.verdict, BADCRED, f"credential of {length}")
            reply = target.verdict(connection, call(NFS, 3, 0, verifier=auth(0, bytes(length))))
            true(reply.verdict.startswith("AUTH_"), f"verifier of {length}: {reply}")
        for claimed in (0x7FFFFFFF, 0x80000000, 0xFFFFFFFF):
            reply = target.verdict(connection, call(NFS, 3, 0, credential=words(1, claimed)))
            equal(reply.verdict, BADCRED, f"credential that claims {claimed}")


@group(13)
def malformed_unix_credentials_are_bad(target, transport):
    good = words(0) + opaque(b"lab") + words(0, 0)
    bodies = {
        "17 groups": good + words(17) + bytes(17 * 4),
        "4294967295 groups": good + words(0xFFFFFFFF),
        "2147483648 groups": good + words(0x80000000) + bytes(64),
        "trailing bytes": good + words(0, 1),
        "a name of 256": words(0) + opaque(bytes(256)) + words(0, 0, 0),
        "a name of 4294967295": words(0, 0xFFFFFFFF) + bytes(64),
        "nothing": b"",
        "half": good,
    }
    with target.connect(transport) as connection:
        for what, body in bodies.items():
            equal(target.verdict(connection, call(NFS, 3, 1, opaque(target.file), auth(1, body))).verdict, BADCRED, what)
        for cut in range(0, len(good), 4):
            equal(target.verdict(connection, call(NFS, 3, 0, credential=auth(1, good[:cut]))).verdict, BADCRED, f"cut at {cut}")
        full = unix(1, 1, range(16), b"m" * 255)
        equal(target.verdict(connection, call(NFS, 3, 0, credential=full)).verdict, "SUCCESS", "as long as it may be")


@group(14)
def other_flavors_are_refused(target, transport):
    with target.connect(transport) as connection:
        for flavor in (3, 4, 5, 6, 390003, 0x7FFFFFFF, 0xFFFFFFFF):
            for body in (b"", bytes(12), bytes(400)):
                verdict = target.verdict(connection, call(NFS, 3, 0, credential=auth(flavor, body))).verdict
                equal(verdict, BADCRED, f"flavor {flavor} with {len(body)} bytes")
        short = target.verdict(connection, call(NFS, 3, 0, credential=auth(2, bytes(8)))).verdict
        equal(short, REJECTED, "AUTH_SHORT, so that the client sends the whole")
        for verifier in (auth(1, bytes(20)), auth(6, bytes(4)), auth(0, b"more")):
            verdict = target.verdict(connection, call(NFS, 3, 0, credential=ROOT, verifier=verifier)).verdict
            true(verdict.startswith("AUTH_"), f"verifier {verifier.hex()}: {verdict}")


@group(14)
def nobody_by_auth_none_is_the_anonymous_user(target, transport):
    with target.connect(transport) as connection:
        private = target.lookup("private")
        reply = target.verdict(connection, call(NFS, 3, 6, opaque(private) + bytes(8) + words(64), credential=NONE))
        equal(reply.status(), 13, "READ of root's file without a credential")
