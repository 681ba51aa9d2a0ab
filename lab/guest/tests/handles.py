"""Handles: an open file stays that file, through renames, moves and removal; what is gone is stale."""

import errno
import os

from box import Failed, content, drop_caches, equal, fails, put, soon, test


def _wire_read(descriptor, count=100):
    """A read that the client cannot answer by itself."""
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    return os.pread(descriptor, count, 0)


@test()
def an_open_file_survives_renames_and_moves_by_another(box):
    os.mkdir("d")
    put("f", b"same")
    # opened through the second mount, whose client does not see what is renamed through the first
    descriptor = os.open(box.far("f"), os.O_RDWR)
    inode = os.fstat(descriptor).st_ino
    for source, target in (("f", "g"), ("g", "d/h"), ("d", "e"), ("e/h", "back")):
        os.rename(source, target)
        drop_caches()
        equal(_wire_read(descriptor), b"same", f"contents after rename to {target}")
        equal(os.fstat(descriptor).st_ino, inode, f"inode after rename to {target}")
    os.pwrite(descriptor, b"SAME", 0)
    os.fsync(descriptor)
    drop_caches()
    equal(content("back"), b"SAME", "contents written through the old descriptor")


@test()
def a_file_renamed_over_stays_readable_where_it_is_open(box):
    put("old", b"old contents")
    put("new", b"new contents")
    descriptor = os.open("old", os.O_RDONLY)
    os.rename("new", "old")
    equal(content(box.far("old")), b"new contents", "contents by name")
    drop_caches()
    equal(_wire_read(descriptor), b"old contents", "contents by descriptor")
    os.close(descriptor)
    # the client hides an open file as .nfs… and removes that name after the close, in its own time
    soon(lambda: os.listdir(box.there), ["old"], "names after close")


@test()
def a_removed_file_stays_readable_where_it_is_open(box):
    put("f", b"still here")
    descriptor = os.open("f", os.O_RDWR)
    os.unlink("f")
    equal([name for name in os.listdir(box.there) if not name.startswith(".nfs")], [], "names")
    os.pwrite(descriptor, b"STILL", 0)
    os.fsync(descriptor)
    drop_caches()
    equal(_wire_read(descriptor), b"STILL here", "contents by descriptor")
    os.close(descriptor)
    soon(lambda: os.listdir(box.there), [], "names after close")


@test()
def a_file_removed_by_another_is_stale(box):
    put("f", b"first")
    descriptor = os.open(box.far("f"), os.O_RDONLY)
    os.unlink("f")
    with fails(errno.ESTALE):
        os.fstat(descriptor)
    os.close(descriptor)


@test()
def a_file_made_anew_is_another_file(box):
    put("f", b"first")
    descriptor = os.open(box.far("f"), os.O_RDONLY)
    for turn in range(5):
        # the file system may well give the same inode number again: the handle must not come back to life
        os.unlink("f")
        put("f", b"another %d" % turn)
        drop_caches()
        try:
            seen = _wire_read(descriptor)
        except OSError as error:
            equal(error.errno, errno.ESTALE, "errno of a read from a removed file")
        else:
            raise Failed(f"the handle of a removed file read {seen!r}")
    equal(content(box.far("f")), b"another 4", "contents by name")


@test()
def a_folder_survives_a_move_while_someone_is_in_it(box):
    os.mkdir("a")
    os.mkdir("b")
    put("a/f", b"inside")
    os.chdir(box.far("a"))
    os.rename(box.path("a"), box.path("b/moved"))
    drop_caches()
    equal(content("f"), b"inside", "contents, by a relative name")
    put("made-after", b"x")
    equal(sorted(os.listdir(box.path("b/moved"))), ["f", "made-after"], "names in the moved folder")
    os.chdir("/")


@test(needs=["link"])
def an_open_file_survives_the_loss_of_the_name_it_was_opened_by(box):
    put("a", b"linked")
    os.link("a", "b")
    descriptor = os.open(box.far("a"), os.O_RDONLY)
    os.unlink("a")
    drop_caches()
    equal(_wire_read(descriptor), b"linked", "contents by descriptor")
    equal(os.fstat(descriptor).st_nlink, 1, "link count by descriptor")
