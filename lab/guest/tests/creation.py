"""Creating: exclusively, with exact modes, by many at once."""

import errno
import os
import stat

from box import as_user, content, equal, fails, in_parallel, mode, put, test


@test()
def exclusive_create_refuses_what_exists(box):
    os.close(os.open("f", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with fails(errno.EEXIST):
        os.open("f", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    os.symlink("nowhere", "link")
    with fails(errno.EEXIST):
        os.open("link", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with fails(errno.EEXIST):
        os.mkdir("f")


@test(needs=["exclusive"])
def exclusive_create_lets_one_of_many_win(box):
    def one(_):
        wins = 0
        for turn in range(10):
            try:
                os.close(os.open(f"prize{turn}", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
                wins += 1
            except FileExistsError:
                pass
        return wins

    equal(sum(in_parallel(6, one)), 10, "exclusive creates that succeeded, 6 processes, 10 names")


@test(needs=["mode", "exclusive"])
def exclusive_create_keeps_mode_and_times_sane(box):
    before = os.stat(box.here)
    os.close(os.open("f", os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o640))
    made = os.stat(box.far("f"))
    equal(stat.filemode(made.st_mode), "-rw-r-----", "mode after exclusive create")
    # the verifier hides in the times until the client sets them
    equal(abs(made.st_mtime - before.st_mtime) < 3600, True, f"mtime {made.st_mtime} near now {before.st_mtime}")
    equal(abs(made.st_atime - before.st_mtime) < 3600, True, f"atime {made.st_atime} near now {before.st_mtime}")


@test(needs=["mode"])
def files_and_folders_get_exactly_the_mode_asked_for(box):
    for umask in (0, 0o022, 0o027, 0o077):
        os.umask(umask)
        for asked in (0o777, 0o755, 0o666, 0o644, 0o600, 0o400, 0o111, 0o000):
            name = f"{umask:03o}-{asked:03o}"
            os.close(os.open("file" + name, os.O_CREAT | os.O_WRONLY, asked))
            os.mkdir("folder" + name, asked)
            wanted = asked & ~umask
            equal(oct(mode(box.far("file" + name))), oct(wanted), f"file made with {asked:o} under umask {umask:o}")
            equal(oct(mode(box.far("folder" + name))), oct(wanted), f"folder made with {asked:o} under umask {umask:o}")


@test(needs=["mode", "chown"])
def new_files_belong_to_who_made_them(box):
    def make():
        os.umask(0)
        put("f")
        os.mkdir("d")
        os.symlink("f", "l")

    as_user(1234, 2345, make)
    for name in ("f", "d", "l"):
        made = os.lstat(box.far(name))
        equal((made.st_uid, made.st_gid), (1234, 2345), f"owner of {name}")


@test(needs=["mode", "chown"])
def a_setgid_folder_hands_down_its_group(box):
    os.mkdir("d")
    os.chown("d", 0, 4321)
    os.chmod("d", 0o2777)
    put("d/f")
    os.mkdir("d/sub", 0o755)
    equal(os.stat(box.far("d/f")).st_gid, 4321, "group of a file made in a setgid folder")
    inner = os.stat(box.far("d/sub"))
    equal(inner.st_gid, 4321, "group of a folder made in a setgid folder")
    equal(oct(inner.st_mode & 0o7777), oct(0o2755), "mode of a folder made in a setgid folder")


@test()
def creating_over_a_file_keeps_it_unless_truncation_is_asked(box):
    put("f", b"keep me")
    os.close(os.open("f", os.O_CREAT | os.O_WRONLY, 0o600))
    equal(content(box.far("f")), b"keep me", "contents after open with O_CREAT alone")
    os.close(os.open("f", os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    equal(content(box.far("f")), b"", "contents after O_CREAT|O_TRUNC")
    os.mkdir("d")
    with fails(errno.EISDIR):
        os.open("d", os.O_CREAT | os.O_WRONLY, 0o600)


@test()
def creating_where_nothing_can_be_says_why(box):
    put("f")
    with fails(errno.ENOENT):
        put("missing/f")
    with fails(errno.ENOTDIR):
        put("f/below")
    with fails(errno.ENOENT):
        os.mkdir("missing/d")


@test(limit=60)
def many_processes_create_write_and_verify_in_one_folder(box):
    files = 25

    def work(who):
        for turn in range(files):
            put(f"p{who}-{turn}", b"%d %d\n" % (who, turn) * 50)
        for turn in range(files):
            equal(content(box.far(f"p{who}-{turn}")), b"%d %d\n" % (who, turn) * 50, f"p{who}-{turn}")
        for turn in range(0, files, 2):
            os.unlink(f"p{who}-{turn}")

    in_parallel(6, work)
    left = {f"p{who}-{turn}" for who in range(6) for turn in range(1, files, 2)}
    equal(set(os.listdir(box.there)), left, "names left")


@test(needs=["mknod", "mode"])
def special_files_keep_kind_and_numbers(box):
    os.umask(0)
    os.mkfifo("fifo", 0o640)
    os.mknod("char", stat.S_IFCHR | 0o600, os.makedev(1, 3))
    os.mknod("block", stat.S_IFBLK | 0o660, os.makedev(259, 70000))
    os.mknod("socket", stat.S_IFSOCK | 0o700)
    wanted = {"fifo": "prw-r-----", "char": "crw-------", "block": "brw-rw----", "socket": "srwx------"}
    equal({name: stat.filemode(os.lstat(box.far(name)).st_mode) for name in wanted}, wanted, "kinds and modes")
    char, block = os.lstat(box.far("char")), os.lstat(box.far("block"))
    equal((os.major(char.st_rdev), os.minor(char.st_rdev)), (1, 3), "numbers of the character device")
    equal((os.major(block.st_rdev), os.minor(block.st_rdev)), (259, 70000), "numbers of the block device")


@test(needs=["mknod"])
def a_pipe_on_the_mount_carries_data(box):
    os.mkfifo("fifo")
    equal(box.sh("cat fifo & echo through > fifo; wait"), "through", "what came through the FIFO")
