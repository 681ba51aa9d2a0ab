"""Groups 1 to 10: record marking (RFC 5531 §11) and connections."""

import resource
import time

from .. import nfs3, watch
from ..report import equal, true
from ..wire import NFS, Reply, call, fragment, opaque, record, words, xid_of
from .groups import group


def null():
    return call(NFS, 3, 0)


@group(1, "tcp")
def empty_fragments_without_end_close_the_connection(target, _):
    with target.connect() as connection:
        target.count(100_000)
        try:
            for _ in range(100):
                connection.say(bytes(4000))
        except OSError:
            return
        true(connection.is_left(), "still there after 100,000 empty fragments")


@group(2, "tcp")
def empty_records_are_passed_over(target, _):
    with target.connect() as connection:
        target.count(2000)
        connection.say(words(0x80000000) * 2000)
        equal(connection.ask(null()).verdict, "SUCCESS", "the NULL after empty records")


@group(3, "tcp")
def a_fragment_of_two_gigabytes_closes_the_connection(target, _):
    for mark in (0x7FFFFFFF, 0xFFFFFFFF, 0x80000000 | 1 << 30):
        with target.connect() as connection:
            target.count()
            connection.say(words(mark) + b"silence")
            true(connection.is_left(), f"still there after the mark {mark:#x}")


@group(4, "tcp")
def thousands_of_one_byte_fragments_close_the_connection(target, _):
    with target.connect() as connection:
        target.count(20_000)
        try:
            connection.say(fragment(b"x") * 20_000)
        except OSError:
            return
        true(connection.is_left(), "still there after 20,000 fragments of a byte")


@group(5, "tcp")
def a_record_above_the_limit_takes_no_memory(target, _):
    """A hundred connections that each announce 16 MiB: what they hold is bounded by Bounds."""
    connections = [target.connect() for _ in range(100)]
    for connection in connections:
        target.count()
        connection.say(words(0x80000000 | 16 << 20) + bytes(64))
    for connection in connections:
        true(connection.is_left(), "still there after a mark of 16 MiB")
        connection.close()


@group(6, "tcp")
def records_come_in_any_segments(target, _):
    first, second = null(), null()
    both = record(first) + record(second)
    with target.connect() as connection:
        connection.say(both)
        equal({connection.answer(xid_of(each)).verdict for each in (first, second)}, {"SUCCESS"}, "two in a segment")
        for cut in range(1, len(both)):
            target.count()
            connection.say(both[:cut])
            connection.say(both[cut:])
            for each in (first, second):
                equal(connection.answer(xid_of(each)).verdict, "SUCCESS", f"answer when cut at {cut}")


@group(7, "tcp")
def half_a_record_holds_up_nobody(target, _):
    """That it ends after a minute is held with a clock of its own in HostileTcpTest; here hundreds lie about."""
    lying = [target.connect() for _ in range(300)]
    half = record(nfs3_write(target))[:-1]
    for number, connection in enumerate(lying):
        target.count()
        connection.say(half[: 1 + number * 7 % len(half)])
    target.serves()
    for connection in lying:
        connection.close()


def nfs3_write(target):
    return call(NFS, 3, nfs3.WRITE, nfs3.write(target.file, 1 << 20, bytes(4096)))


@group(8, "tcp")
def a_flood_of_connections_leaves_others_served(target, _):
    flood = []
    for _ in range(1500):
        target.count()
        flood.append(target.connect())
    target.serves()
    for number, connection in enumerate(flood):
        connection.reset() if number % 2 else connection.close()


@group(8, "tcp")
def resets_in_the_middle_of_answers_harm_nobody(target, _):
    with target.files() as files:
        big = files.lookup(target.root, b"big")[1]
    for _ in range(50):
        connection = target.connect()
        for _ in range(8):
            target.count()
            connection.send(call(NFS, 3, nfs3.READ, nfs3.read(big, 0, 1 << 20)))
        connection.hear()
        connection.reset()


@group(8, "tcp")
def clients_that_never_read_are_no_longer_read(target, _):
    with target.files() as files:
        big = files.lookup(target.root, b"big")[1]
    ask = record(call(NFS, 3, nfs3.READ, nfs3.read(big, 0, 1 << 20)))
    deaf = [target.connect(buffer=4096, timeout=0.2) for _ in range(10)]
    for connection in deaf:
        try:
            for _ in range(2000):
                connection.say(ask * 20)
                target.count(20)
        except TimeoutError:
            continue
        raise AssertionError("the server read 40,000 calls of a client that takes no answers")
    target.serves()
    for connection in deaf:
        connection.close()


@group(9, "tcp")
def ten_thousand_calls_at_once_are_all_answered(target, _):
    calls = [call(NFS, 3, nfs3.GETATTR, opaque(target.file)) for _ in range(10_000)]
    with target.connect() as connection:
        whole = memoryview(b"".join(record(each) for each in calls))
        target.count(len(calls))
        heard = 0
        sent = 0
        connection.socket.setblocking(True)
        connection.socket.settimeout(30)
        while sent < len(whole):
            sent += connection.socket.send(whole[sent : sent + (1 << 18)])
        while heard < len(calls):
            equal(Reply(connection.hear()).verdict, "SUCCESS", "an answer")
            heard += 1


@group(9, "udp")
def a_burst_of_datagrams_is_answered_or_lost(target, _):
    with target.connect("udp") as connection:
        for _ in range(10_000):
            target.count()
            connection.send(call(NFS, 3, nfs3.GETATTR, opaque(target.file)))
    target.serves()


@group(10)
def a_reply_sent_to_the_server_is_dropped(target, transport):
    with target.connect(transport) as connection:
        for message in (words(7, 1, 0, 0, 0, 0), words(7, 1, 1, 0, 2, 2), words(7, 2), words(7, 0xFFFFFFFF, 2)):
            target.dropped(connection, message)


@group(10, "tcp")
def silence_costs_nothing(target, _):
    """Idle connections: what a thousand of them hold is within the bounds."""
    idle = [target.connect() for _ in range(1000)]
    target.count(len(idle))
    time.sleep(0.2)
    target.serves()
    for connection in idle:
        connection.close()


@group(8, "tcp")
def a_server_without_descriptors_recovers(target, _):
    """The limit of open files is lowered below what a flood needs, and raised again."""
    pid = target.server.pid()
    soft, hard = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (watch.descriptors(pid) + 20, hard))
    try:
        flood = [target.connect() for _ in range(200)]
        target.count(len(flood))
        for connection in flood:
            connection.say(record(null()))
        time.sleep(0.5)
        for connection in flood:
            connection.close()
    finally:
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (soft, hard))
    target.serves()
