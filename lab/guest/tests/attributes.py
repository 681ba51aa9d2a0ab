"""chmod, chown, times, sizes: set and read back exactly."""

import errno
import os
import stat
import time

from box import as_user, equal, fails, mode, put, test, true


@test(needs=["mode"])
def chmod_keeps_all_twelve_bits(box):
    put("f")
    os.mkdir("d")
    for bits in (0o7777, 0o4755, 0o2755, 0o1777, 0o6711, 0o777, 0o640, 0o400, 0o001, 0o000):
        os.chmod("f", bits)
        os.chmod("d", bits)
        equal(oct(mode(box.far("f"))), oct(bits), "mode of a file")
        equal(oct(mode(box.far("d"))), oct(bits), "mode of a folder")


@test(needs=["mode"])
def chmod_works_through_a_descriptor(box):
    descriptor = os.open("f", os.O_CREAT | os.O_RDWR, 0o600)
    os.fchmod(descriptor, 0o751)
    equal(oct(mode(box.far("f"))), oct(0o751), "mode")
    os.write(descriptor, b"still open")
    os.close(descriptor)


@test(needs=["chown"])
def chown_keeps_any_number(box):
    put("f")
    for owner in ((0, 0), (1, 2), (65534, 65534), (65535, 65536), (1 << 31, (1 << 32) - 2)):
        os.chown("f", *owner)
        seen = os.stat(box.far("f"))
        equal((seen.st_uid, seen.st_gid), owner, "owner and group")
    os.chown("f", -1, 7)
    os.chown("f", 8, -1)
    seen = os.stat(box.far("f"))
    equal((seen.st_uid, seen.st_gid), (8, 7), "owner and group, set one at a time")


@test(needs=["chown", "mode"])
def chown_by_the_owner_is_limited_to_his_groups(box):
    put("f")
    os.chown("f", 1000, 1000)
    os.chmod("f", 0o6755)

    def owner():
        with fails(errno.EPERM):
            os.chown("f", 1001, -1)
        with fails(errno.EPERM):
            os.chown("f", -1, 999)
        os.chown("f", -1, 2000)

    as_user(1000, 1000, owner, groups=[2000])
    seen = os.stat(box.far("f"))
    equal((seen.st_uid, seen.st_gid, oct(seen.st_mode & 0o7777)), (1000, 2000, oct(0o755)), "owner, group, setuid cleared")


@test(needs=["nanoseconds"])
def times_keep_their_nanoseconds(box):
    put("f")
    os.mkdir("d")
    billion = 1_000_000_000
    # v3 seconds are unsigned, 1970 to 2106; Linux clients cut the first and the last of them to whole seconds
    for seconds, nanos in ((1, 1), (2, 999_999_999), (1_000_000_000, 123_456_789), (2_147_483_648, 7), (4_102_444_800, 5)):
        stamp = seconds * billion + nanos
        for name in ("f", "d"):
            os.utime(name, ns=(stamp, stamp + billion // 2))
            seen = os.stat(box.far(name))
            equal((seen.st_atime_ns, seen.st_mtime_ns), (stamp, stamp + billion // 2), f"atime and mtime of {name}")


@test()
def times_are_kept_to_the_second(box):
    put("f")
    os.utime("f", (1_234_567_890, 1_345_678_900))
    seen = os.stat(box.far("f"))
    equal((int(seen.st_atime), int(seen.st_mtime)), (1_234_567_890, 1_345_678_900), "atime and mtime")


@test()
def touch_sets_the_servers_now(box):
    put("f")
    os.utime("f", (1, 1))
    os.utime("f")
    seen = os.stat(box.far("f"))
    true(abs(seen.st_mtime - time.time()) < 60, f"mtime {seen.st_mtime} is now, {time.time()}")
    os.utime("f", (1, 1))
    box.sh("touch -m f")
    seen = os.stat(box.far("f"))
    equal(int(seen.st_atime), 1, "atime after touch -m")
    true(abs(seen.st_mtime - time.time()) < 60, f"mtime {seen.st_mtime} is now after touch -m")


@test(needs=["chown", "mode"])
def times_may_be_set_by_the_owner_and_to_now_by_a_writer(box):
    put("f")
    os.chown("f", 1000, 1000)
    os.chmod("f", 0o666)

    def writer():
        os.utime("f")
        with fails(errno.EPERM):
            os.utime("f", (5, 5))

    def owner():
        os.utime("f", (5, 5))

    as_user(1001, 1001, writer)
    as_user(1000, 1000, owner)
    equal(int(os.stat(box.far("f")).st_mtime), 5, "mtime set by the owner")
    os.chmod("f", 0o644)

    def stranger():
        with fails(errno.EACCES):
            os.utime("f")

    as_user(1001, 1001, stranger)


@test()
def changes_move_ctime_and_the_folders_mtime(box):
    put("f")
    file, folder = os.stat(box.far("f")), os.stat(box.there)
    time.sleep(0.05)
    os.chmod("f", 0o600)
    true(os.stat(box.far("f")).st_ctime_ns > file.st_ctime_ns, "chmod left the ctime")
    equal(os.stat(box.far("f")).st_mtime_ns, file.st_mtime_ns, "mtime after chmod")
    equal(os.stat(box.there).st_mtime_ns, folder.st_mtime_ns, "the folder's mtime after a chmod in it")
    for change in (lambda: put("g"), lambda: os.rename("g", "h"), lambda: os.mkdir("d"), lambda: os.rmdir("d"), lambda: os.unlink("h")):
        before = os.stat(box.there).st_mtime_ns
        time.sleep(0.02)
        change()
        true(os.stat(box.there).st_mtime_ns > before, "a change of the folder left its mtime")


@test()
def link_counts_of_folders_are_plausible(box):
    os.mkdir("d")
    for name in ("a", "b", "c"):
        os.mkdir(f"d/{name}")
    links = os.stat(box.far("d")).st_nlink
    # 1 where the file system does not count (btrfs), else two and one for each folder inside
    true(links in (1, 5), f"a folder with three folders has {links} links")


@test()
def kinds_and_inode_numbers_are_stable_and_distinct(box):
    names = [f"n{number}" for number in range(50)]
    for name in names:
        put(name)
    os.mkdir("d")
    first = {name: os.stat(name).st_ino for name in names}
    equal(len(set(first.values())), 50, "distinct inode numbers of 50 files")
    true(0 not in first.values(), "inode number 0")
    equal({name: os.stat(box.far(name)).st_ino for name in names}, first, "inode numbers over the second mount")
    with os.scandir(box.there) as entries:
        listed = {entry.name: entry.inode() for entry in entries}
    equal({name: listed[name] for name in names}, first, "inode numbers in the listing")
    equal(stat.S_ISDIR(os.stat(box.far("d")).st_mode), True, "d is a folder")


@test(needs=["space"])
def df_tells_plausible_space(box):
    space = os.statvfs(box.here)
    true(space.f_blocks > 0, f"total {space.f_blocks} blocks")
    true(0 <= space.f_bavail <= space.f_bfree <= space.f_blocks, f"avail {space.f_bavail}, free {space.f_bfree}, total {space.f_blocks}")
    true(0 <= space.f_favail <= space.f_ffree <= space.f_files, f"favail {space.f_favail}, ffree {space.f_ffree}, files {space.f_files}")
    used = box.sh("df -P . | awk 'NR==2 {print $5}'")
    true(used.rstrip("%").isdigit(), f"df says {used}")
    box.sh("df -i .")
