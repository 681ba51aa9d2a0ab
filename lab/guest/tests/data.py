"""Reading and writing: every byte where it belongs, through caches, holes, maps and concurrent writers."""

import errno
import fcntl
import hashlib
import mmap
import os
import random
import time

import fsx
from box import Failed, content, drop_caches, equal, fails, in_parallel, put, test, true

GIB = 1 << 30


@test()
def what_was_written_is_read_over_the_wire(box):
    source = random.Random(1)
    for size in (0, 1, 3, 4, 5, 4095, 4096, 4097, 65535, 65536, 1048575, 1048577):
        data = source.randbytes(size)
        put("f", data) if size < 65536 else _write_all("f", data)
        equal(_digest(content(box.far("f"))), _digest(data), f"contents of {size} bytes")
        equal(os.stat(box.far("f")).st_size, size, "size")


def _write_all(path, data):
    with open(path, "wb") as file:
        file.write(data)


def _digest(data):
    return f"{len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()[:16]}"


@test(needs=["room"], limit=60)
def a_large_file_survives_odd_sized_writes_and_reads(box):
    source = random.Random(2)
    total = 48 << 20
    wrote = hashlib.sha256()
    with open("f", "wb", buffering=0) as file:
        left = total
        while left:
            piece = source.randbytes(min(left, source.choice((1, 511, 70001, 1 << 20, 999983))))
            file.write(piece)
            wrote.update(piece)
            left -= len(piece)
        os.fsync(file.fileno())
    drop_caches()
    read = hashlib.sha256()
    with open(box.far("f"), "rb", buffering=0) as file:
        while piece := file.read(333333):
            read.update(piece)
    equal(read.hexdigest(), wrote.hexdigest(), "sha256 of 48 MiB")


@test()
def read_at_and_past_the_end_gives_what_is_there(box):
    put("f", b"0123456789")
    descriptor = os.open(box.far("f"), os.O_RDONLY)
    equal(os.pread(descriptor, 100, 0), b"0123456789", "read longer than the file")
    equal(os.pread(descriptor, 100, 7), b"789", "read over the end")
    equal(os.pread(descriptor, 100, 10), b"", "read at the end")
    equal(os.pread(descriptor, 100, 1 << 40), b"", "read far past the end")


@test()
def append_keeps_every_record(box):
    records, writers = 40, 5

    def write(who):
        # O_APPEND is done by the client: only within one guest, and under a lock, is it exact
        descriptor = os.open("log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        for turn in range(records):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            os.write(descriptor, b"%d:%d\n" % (who, turn))
            fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)

    in_parallel(writers, write)
    lines = content(box.far("log")).splitlines()
    wanted = {b"%d:%d" % (who, turn) for who in range(writers) for turn in range(records)}
    equal((len(lines), set(lines) == wanted), (len(wanted), True), "records in the log, and whether all are there")


@test()
def append_goes_to_the_end_after_another_descriptor_grew_the_file(box):
    put("f", b"one")
    end = os.open("f", os.O_WRONLY | os.O_APPEND)
    other = os.open("f", os.O_WRONLY)
    os.pwrite(other, b"two", 3)
    os.write(end, b"three")
    os.close(end)
    os.close(other)
    equal(content(box.far("f")), b"onetwothree", "contents")


@test()
def truncation_cuts_and_grows_with_zeros(box):
    put("f", b"x" * 10000)
    os.truncate("f", 5000)
    equal(content(box.far("f")), b"x" * 5000, "cut to 5000")
    os.truncate("f", 9000)
    equal(content(box.far("f")), b"x" * 5000 + bytes(4000), "grown to 9000")
    os.truncate("f", 0)
    equal(content(box.far("f")), b"", "cut to 0")
    with fails(errno.EISDIR):
        os.truncate(box.here, 0)


@test()
def truncation_moves_the_times(box):
    # not to the same size: Linux clients leave that out, and a test over the protocol asks for it
    put("f", b"12345")
    for change in (lambda: os.truncate("f", 3), lambda: os.truncate("f", 7), lambda: os.close(os.open("f", os.O_WRONLY | os.O_TRUNC))):
        os.utime("f", (1000000000, 1000000000))
        change()
        moved = os.stat(box.far("f"))
        true(moved.st_mtime > 1000000000, f"mtime stayed at {moved.st_mtime} at size {moved.st_size}")


@test(needs=["sparse"])
def a_hole_reads_as_zeros_and_takes_no_room(box):
    with open("f", "wb") as file:
        file.truncate(64 << 20)
        file.seek(32 << 20)
        file.write(b"middle")
    seen = os.stat(box.far("f"))
    equal(seen.st_size, 64 << 20, "size")
    true(seen.st_blocks * 512 < 4 << 20, f"a 64 MiB hole takes {seen.st_blocks * 512} bytes")
    descriptor = os.open(box.far("f"), os.O_RDONLY)
    equal(os.pread(descriptor, 10, (32 << 20) - 2), b"\0\0middle\0\0", "bytes around the data")
    equal(os.pread(descriptor, 65536, 1 << 20), bytes(65536), "bytes in the hole")


@test(needs=["sparse"])
def offsets_beyond_eight_gibibytes_are_exact(box):
    spots = {0: b"start", 2 * GIB - 2: b"2GiB", 4 * GIB - 3: b"4GiB-cross", 8 * GIB - 4: b"8GiB-cross", 9 * GIB: b"end"}
    descriptor = os.open("f", os.O_RDWR | os.O_CREAT, 0o644)
    for offset, data in spots.items():
        os.pwrite(descriptor, data, offset)
    os.close(descriptor)
    drop_caches()
    equal(os.stat(box.far("f")).st_size, 9 * GIB + 3, "size")
    descriptor = os.open(box.far("f"), os.O_RDONLY)
    for offset, data in spots.items():
        equal(os.pread(descriptor, len(data), offset), data, f"data at {offset}")
    os.truncate("f", 8 * GIB + 1)
    equal(os.stat(box.far("f")).st_size, 8 * GIB + 1, "size after truncation beyond 8 GiB")


@test()
def a_shared_map_is_a_file(box):
    size = 1 << 20
    with open("f", "w+b") as file:
        file.truncate(size)
        with mmap.mmap(file.fileno(), size) as pages:
            pages[5:10] = b"first"
            pages[size - 4 : size] = b"last"
            pages.flush()
        file.seek(5)
        equal(file.read(5), b"first", "read after writing through the map")
    seen = content(box.far("f"))
    equal((len(seen), seen[5:10], seen[-4:], sum(seen) == sum(b"firstlast")), (size, b"first", b"last", True), "file")
    with open(box.far("f"), "rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as pages:
        equal(pages[5:10], b"first", "read through a map")


@test()
def synchronous_and_direct_writes_are_there_at_once(box):
    block = bytes(range(256)) * 16
    for flag in ("O_SYNC", "O_DSYNC", "O_DIRECT"):
        name = f"f{flag}"
        descriptor = os.open(name, os.O_RDWR | os.O_CREAT | getattr(os, flag), 0o644)
        buffer = mmap.mmap(-1, 8192)  # page aligned, as O_DIRECT may want it
        buffer[:] = block * 2
        os.pwritev(descriptor, [buffer], 0)
        os.pwritev(descriptor, [buffer], 16384)
        equal(os.stat(box.far(name)).st_size, 24576, f"size after {flag}, before close")
        equal(content(box.far(name)), block * 2 + bytes(8192) + block * 2, f"contents after {flag}, before close")
        os.close(descriptor)


@test()
def fsync_and_close_answer_for_what_was_written(box):
    with open("f", "wb", buffering=0) as file:
        file.write(b"a" * 200000)
        os.fsync(file.fileno())
        equal(os.stat(box.far("f")).st_size, 200000, "size after fsync")
        file.write(b"b" * 10)
        os.fdatasync(file.fileno())
        equal(os.stat(box.far("f")).st_size, 200010, "size after fdatasync")


@test(limit=60)
def readers_and_writers_of_one_file_keep_to_their_blocks(box):
    block, writers = 4096, 4

    def work(who):
        descriptor = os.open("f", os.O_RDWR | os.O_CREAT, 0o644)
        for turn in range(30):
            os.pwrite(descriptor, bytes([who + 1]) * block, (turn * writers + who) * block)
        os.fsync(descriptor)
        os.close(descriptor)

    in_parallel(writers, work)
    seen = content(box.far("f"))
    equal(len(seen), 30 * writers * block, "size")
    for index in range(30 * writers):
        piece = seen[index * block : (index + 1) * block]
        equal(piece == bytes([index % writers + 1]) * block, True, f"block {index} is its writer's")


@test()
def writing_moves_mtime_and_ctime(box):
    put("f", b"1")
    first = os.stat(box.far("f"))
    time.sleep(0.05)
    with open("f", "ab") as file:
        file.write(b"2")
    second = os.stat(box.far("f"))
    true(second.st_mtime_ns > first.st_mtime_ns, f"mtime {first.st_mtime_ns} then {second.st_mtime_ns}")
    true(second.st_ctime_ns > first.st_ctime_ns, f"ctime {first.st_ctime_ns} then {second.st_ctime_ns}")


@test()
def a_local_record_lock_needs_no_server(box):
    # mounted with nolock: the client keeps locks to itself
    descriptor = os.open("f", os.O_RDWR | os.O_CREAT, 0o644)
    fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 10, 0)
    child = os.fork()
    if child == 0:
        other = os.open("f", os.O_RDWR)
        try:
            fcntl.lockf(other, fcntl.LOCK_EX | fcntl.LOCK_NB, 10, 0)
        except OSError:
            os._exit(0)
        os._exit(1)
    refused = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    os.close(descriptor)
    if not refused:
        raise Failed("a second process got a lock that is held")


@test(limit=120)
def random_operations_leave_what_a_model_says(box):
    """Reads, writes, truncations and maps at random places, each held against a copy in memory."""
    seed = random.SystemRandom().randrange(1 << 30)
    fsx.exercise("f", box.far("f"), seed=seed, operations=20000 if box.long else 1500)
