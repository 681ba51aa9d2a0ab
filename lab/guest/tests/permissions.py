"""Who may do what. The client acts as several users; the server decides."""

import errno
import os

from box import as_user, content, equal, fails, in_parallel, mode, put, test

USER, OTHER = 1000, 1001
ACCESS = ["chown", "mode"]


def _owned(path, bits, owner=USER, group=USER, data=b"secret"):
    put(path, data)
    os.chown(path, owner, group)
    os.chmod(path, bits)


@test(needs=ACCESS)
def modes_decide_who_reads_and_writes(box):
    _owned("f", 0o640)

    def owner():
        equal(content("f"), b"secret", "read by the owner")
        put("f", b"changed")

    def group():
        equal(content("f"), b"changed", "read by the group")
        with fails(errno.EACCES):
            os.open("f", os.O_WRONLY)

    def other():
        with fails(errno.EACCES):
            os.open("f", os.O_RDONLY)
        with fails(errno.EACCES):
            os.open("f", os.O_WRONLY)
        equal((os.access("f", os.R_OK), os.access("f", os.F_OK)), (False, True), "access R_OK, F_OK")

    as_user(USER, USER, owner)
    as_user(OTHER, USER, group)
    as_user(OTHER, OTHER, other)


@test(needs=ACCESS)
def supplementary_groups_count(box):
    _owned("f", 0o060, owner=0, group=2015)
    groups = list(range(2000, 2016))  # sixteen: as many as AUTH_SYS carries, and the last one matters

    def member():
        equal(content("f"), b"secret", "read by a member of the file's group")
        put("f", b"by group")

    def stranger():
        with fails(errno.EACCES):
            os.open("f", os.O_RDONLY)

    as_user(USER, USER, member, groups=groups)
    as_user(USER, USER, stranger, groups=groups[:-1])
    equal(content("f"), b"by group", "contents")


@test(needs=ACCESS)
def the_owner_writes_a_new_file_that_nobody_may_write(box):
    def owner():
        for bits in (0o444, 0o400, 0o000):
            name = f"f{bits:o}"
            descriptor = os.open(name, os.O_CREAT | os.O_EXCL | os.O_RDWR, bits)
            for _ in range(3):
                os.write(descriptor, b"x" * 10000)
                os.fsync(descriptor)
            os.ftruncate(descriptor, 20000)
            equal(os.pread(descriptor, 10, 19995), b"x" * 5, f"read back from a file of mode {bits:o}")
            os.close(descriptor)
            equal(os.stat(name).st_size, 20000, f"size of a file of mode {bits:o}")
        with fails(errno.EACCES):
            os.open("f444", os.O_WRONLY)

    as_user(USER, USER, owner)
    equal(content(box.far("f444")), b"x" * 20000, "contents")


@test(needs=ACCESS)
def a_program_that_may_only_be_executed_runs(box):
    box.sh("cp /bin/true only-run; chown 0:0 only-run; chmod 0111 only-run")

    def other():
        with fails(errno.EACCES):
            os.open("only-run", os.O_RDONLY)
        equal(os.spawnv(os.P_WAIT, "./only-run", ["only-run"]), 0, "exit status")

    as_user(OTHER, OTHER, other)


@test(needs=ACCESS)
def folders_guard_what_is_in_them(box):
    os.mkdir("closed")
    put("closed/f", b"in")
    os.chown("closed", USER, USER)

    def denied():
        with fails(errno.EACCES):
            os.stat("closed/f")
        with fails(errno.EACCES):
            os.listdir("closed")
        with fails(errno.EACCES):
            put("closed/g")

    os.chmod("closed", 0o700)
    as_user(OTHER, OTHER, denied)
    os.chmod("closed", 0o711)

    def passing():
        equal(content("closed/f"), b"in", "read through a folder that may be searched")
        with fails(errno.EACCES):
            os.listdir("closed")
        with fails(errno.EACCES):
            os.unlink("closed/f")

    as_user(OTHER, OTHER, passing)
    os.chmod("closed", 0o744)

    def listing():
        equal(os.listdir("closed"), ["f"], "names in a folder that may be listed")
        with fails(errno.EACCES):
            os.stat("closed/f")

    as_user(OTHER, OTHER, listing)


@test(needs=ACCESS)
def a_sticky_folder_lets_only_owners_delete(box):
    os.mkdir("shared")
    os.chmod("shared", 0o1777)

    as_user(USER, USER, lambda: put("shared/mine"))

    def other():
        with fails(errno.EACCES, errno.EPERM):
            os.unlink("shared/mine")
        with fails(errno.EACCES, errno.EPERM):
            os.rename("shared/mine", "shared/yours")

    as_user(OTHER, OTHER, other)
    as_user(USER, USER, lambda: os.unlink("shared/mine"))


@test(needs=ACCESS)
def only_the_owner_changes_the_mode(box):
    _owned("f", 0o666)

    def other():
        with fails(errno.EPERM):
            os.chmod("f", 0o777)
        put("f", b"may write")

    as_user(OTHER, OTHER, other)
    as_user(USER, USER, lambda: os.chmod("f", 0o600))
    equal(oct(mode(box.far("f"))), oct(0o600), "mode")


@test(needs=ACCESS)
def a_write_by_another_clears_setuid_and_setgid(box):
    _owned("f", 0o6777)
    as_user(OTHER, OTHER, lambda: _write("f"))
    equal(oct(mode(box.far("f"))), oct(0o777), "mode after a write by another user")


@test(needs=ACCESS + ["truncation-clears-setuid"])
def a_truncation_by_another_clears_setuid_and_setgid(box):
    _owned("f", 0o6777)
    as_user(OTHER, OTHER, lambda: os.truncate("f", 1))
    equal(oct(mode(box.far("f"))), oct(0o777), "mode after truncation by another user")


def _write(path):
    descriptor = os.open(path, os.O_WRONLY)
    os.write(descriptor, b"x")
    os.fsync(descriptor)
    os.close(descriptor)


@test(needs=ACCESS)
def chmod_by_a_user_outside_the_group_drops_setgid(box):
    _owned("f", 0o644, owner=USER, group=2999)
    as_user(USER, USER, lambda: os.chmod("f", 0o2755))
    equal(oct(mode(box.far("f"))), oct(0o755), "mode")


@test(needs=ACCESS + ["mknod"])
def devices_are_for_root(box):
    def user():
        with fails(errno.EPERM):
            os.mknod("null", 0o020666, os.makedev(1, 3))
        os.mkfifo("pipe")

    as_user(USER, USER, user)


@test(needs=ACCESS)
def access_answers_for_the_user_who_asks(box):
    _owned("f", 0o754, group=2000)
    wanted = {USER: (True, True, True), OTHER: (True, False, False)}
    for uid, answer in wanted.items():
        as_user(uid, uid, lambda: equal(tuple(os.access("f", bit) for bit in (os.R_OK, os.W_OK, os.X_OK)), answer, f"access as {uid}"))
    equal(os.access("f", os.W_OK), True, "access W_OK as root")


@test(needs=ACCESS, limit=60)
def users_at_once_never_act_as_each_other(box):
    turns = 4000 if box.long else 150
    users = [1000, 1001, 1002, 0]

    def work(index):
        uid = users[index]

        def act():
            os.umask(0o077)
            for turn in range(turns):
                name = f"{uid}-{turn}"
                put(name, b"%d" % uid)
                equal(os.stat(box.far(name)).st_uid, uid, f"owner of {name}")
                equal(content(box.far(name)), b"%d" % uid, f"contents of {name}")
                other = f"{users[(index + 1) % 3]}-{turn - 1}"
                if uid and os.path.exists(other):
                    with fails(errno.EACCES, errno.ENOENT):
                        os.open(box.far(other), os.O_RDONLY)
                if turn % 2:
                    os.unlink(name)

        as_user(uid, uid, act)

    in_parallel(len(users), work)
