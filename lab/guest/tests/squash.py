"""What the server makes of root and of everybody, by the export's squash. Each test belongs to one kind of export."""

import errno
import os

from box import as_user, content, equal, fails, put, test

NOBODY = (65534, 65534)


def _owner(path):
    seen = os.lstat(path)
    return seen.st_uid, seen.st_gid


@test()
def root_becomes_nobody(box):
    put("f", b"1")
    os.mkdir("d")
    os.symlink("x", "l")
    equal([_owner(box.far(name)) for name in ("f", "d", "l")], [NOBODY] * 3, "owner of what root made")
    with fails(errno.EPERM):
        os.chown("f", 5, 5)
    with fails(errno.EPERM, errno.EACCES):
        os.mknod("null", 0o020666, os.makedev(1, 3))


@test()
def root_gets_into_nobodys_business_only(box):
    os.chmod(".", 0o777)

    def user():
        put("private", b"mine")
        os.chmod("private", 0o600)
        os.mkdir("home", 0o700)

    as_user(1000, 1000, user)
    equal(_owner(box.far("private")), (1000, 1000), "owner of what a user made")
    with fails(errno.EACCES):
        os.open(box.far("private"), os.O_RDONLY)
    with fails(errno.EACCES):
        os.listdir(box.far("home"))
    with fails(errno.EPERM):
        os.chmod(box.far("private"), 0o666)
    as_user(1000, 1000, lambda: equal(content("private"), b"mine", "read by its owner"))
    as_user(1000, 1000, lambda: os.rmdir("home"))


@test()
def root_stays_root(box):
    def user():
        put("private", b"mine")
        os.chmod("private", 0)

    as_user(1000, 1000, user)
    equal(content(box.far("private")), b"mine", "read by root")
    os.chown("private", 7, 8)
    equal(_owner(box.far("private")), (7, 8), "owner after root's chown")


@test()
def everybody_becomes_the_anonymous_user(box):
    anonymous = tuple(int(number) for number in os.environ["ANONYMOUS"].split(":"))
    put("by-root")
    as_user(1000, 1000, lambda: put("by-user"))
    equal([_owner(box.far(name)) for name in ("by-root", "by-user")], [anonymous] * 2, "owners")
    os.chmod("by-user", 0o600)
    as_user(1001, 1001, lambda: put("by-user", b"shared"))
    equal(content(box.far("by-user")), b"shared", "contents written by another user")


@test(folder=False)
def nothing_can_be_changed(box):
    """On a read-only export; `served` and `there` were made on the host.

    The client says EACCES by itself where ACCESS has told it so, and EROFS where it had to ask.
    """
    equal(content("served"), b"as it is\n", "contents")
    for change in (
        lambda: put("new"),
        lambda: os.mkdir("folder"),
        lambda: os.symlink("x", "link"),
        lambda: os.link("served", "other"),
        lambda: os.unlink("served"),
        lambda: os.rename("served", "other"),
        lambda: os.truncate("served", 0),
        lambda: os.utime("served", (1, 1)),
        lambda: os.open("served", os.O_WRONLY),
        lambda: os.rmdir("there"),
    ):
        with fails(errno.EROFS, errno.EACCES):
            change()
    with fails(errno.EROFS):
        os.chmod("served", 0o777)
    equal(content("served"), b"as it is\n", "contents at the end")
