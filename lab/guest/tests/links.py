"""Hard links and symbolic links."""

import errno
import os

from box import content, equal, fails, put, test


@test(needs=["link"])
def hard_links_are_one_file(box):
    put("a", b"one")
    os.link("a", "b")
    os.mkdir("d")
    os.link("a", "d/c")
    seen = [os.stat(box.far(name)) for name in ("a", "b", "d/c")]
    equal([s.st_nlink for s in seen], [3, 3, 3], "link counts")
    equal(len({s.st_ino for s in seen}), 1, "different inode numbers")
    with open("b", "ab") as file:
        file.write(b"two")
    equal(content(box.far("d/c")), b"onetwo", "contents through the third name")
    os.unlink("a")
    equal(os.stat(box.far("b")).st_nlink, 2, "link count after one name went")
    equal(content(box.far("d/c")), b"onetwo", "contents after one name went")


@test(needs=["link"])
def hard_links_are_refused_where_they_cannot_be(box):
    put("a")
    put("b")
    os.mkdir("d")
    with fails(errno.EEXIST):
        os.link("a", "b")
    with fails(errno.EPERM, errno.EISDIR):
        os.link("d", "d2")
    with fails(errno.ENOENT):
        os.link("missing", "c")
    with fails(errno.ENOENT):
        os.link("a", "missing/c")
    with fails(errno.EXDEV):
        os.link("/etc/hostname", "c")


@test(needs=["link"])
def renaming_a_link_onto_its_own_file_does_nothing(box):
    put("a", b"x")
    os.link("a", "b")
    os.rename("a", "b")
    equal(sorted(os.listdir(box.there)), ["a", "b"], "names")


@test(needs=["link", "symlink"])
def a_symbolic_link_can_have_two_names(box):
    os.symlink("target", "a")
    os.link("a", "b", follow_symlinks=False)
    equal(os.readlink(box.far("b")), "target", "target through the second name")
    equal(os.lstat(box.far("a")).st_nlink, 2, "link count")


@test(needs=["symlink"])
def symbolic_links_keep_their_text(box):
    for number, text in enumerate((b"x", b"/abs/olute", b"../up", b"sp ace", b"\xc3\xa9", b"t" * 1000)):
        _links(box, f"l{number}", text)


@test(needs=["symlink", "long-links"])
def symbolic_links_keep_long_text(box):
    _links(box, "l", b"d/" * 2000 + b"d")


@test(needs=["symlink", "untidy-links"])
def symbolic_links_keep_untidy_text(box):
    _links(box, "l", b"a//b/./c/")


def _links(box, name, text):
    os.symlink(text, name)
    equal(os.readlink(os.fsencode(box.far(name))), text, f"target of {name}")
    equal(os.lstat(box.far(name)).st_size, len(text), f"size of {name}")


@test(needs=["symlink"])
def symbolic_links_are_followed_by_the_client_only(box):
    put("f", b"data")
    os.mkdir("d")
    os.symlink("f", "good")
    os.symlink("nowhere", "dangling")
    os.symlink("loop", "loop")
    os.symlink("/etc/hostname", "out")
    os.symlink("d", "folder")
    put("folder/inside", b"in")
    equal(content(box.far("good")), b"data", "contents through a link")
    equal(content(box.far("d/inside")), b"in", "contents made through a linked folder")
    # an absolute target is the client's, never the server's
    equal(content(box.far("out")), content("/etc/hostname"), "contents of an absolute target")
    with fails(errno.ENOENT):
        os.stat(box.far("dangling"))
    with fails(errno.ELOOP):
        os.stat(box.far("loop"))
    with fails(errno.ENOTEMPTY):
        os.rmdir("d")
    with fails(errno.ENOTDIR):
        os.rmdir("folder")
    os.unlink("folder")
    equal(os.path.exists(box.far("d/inside")), True, "the folder outlives a link to it")


@test(needs=["symlink"])
def reading_what_is_no_link_is_refused(box):
    put("f")
    with fails(errno.EINVAL):
        os.readlink("f")
    with fails(errno.EEXIST):
        os.symlink("x", "f")


@test(needs=["symlink", "chown", "nanoseconds"])
def a_symbolic_link_has_owner_and_times_of_its_own(box):
    put("f")
    os.symlink("f", "l")
    before = os.stat(box.far("f"))
    os.chown("l", 11, 22, follow_symlinks=False)
    os.utime("l", ns=(1111111111_111111111, 1222222222_222222222), follow_symlinks=False)
    link = os.lstat(box.far("l"))
    equal((link.st_uid, link.st_gid), (11, 22), "owner of the link")
    equal(link.st_mtime_ns, 1222222222_222222222, "mtime of the link")
    after = os.stat(box.far("f"))
    equal((after.st_uid, after.st_mtime_ns), (before.st_uid, before.st_mtime_ns), "owner and mtime of its target")
