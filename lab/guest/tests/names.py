"""Names: any bytes but '/' and NUL, up to 255 of them, kept exactly."""

import errno
import os

from box import content, equal, fails, put, test


def _made_and_listed(box, names):
    for name in names:
        put(os.path.join(box.here.encode(), name), name)
    equal(set(os.listdir(box.there.encode())), set(names), "names listed")
    for name in names:
        equal(content(os.path.join(box.there.encode(), name)), name, f"contents of {name!r}")
    for name in names:
        os.unlink(os.path.join(box.here.encode(), name))
    equal(os.listdir(box.there), [], "names left")


@test()
def text_in_any_script_is_kept(box):
    _made_and_listed(box, [name.encode() for name in ("grün", "日本語", "עברית", "🛥", "e\u0301", "é", "ﬁ", "İı")])


@test(needs=["odd-names"])
def punctuation_is_kept(box):
    names = [b"-rf", b" ", b" lead", b"trail ", b"dot.", b"...", b".hidden", b"a\\b", b"c:d", b'q"q', b"*", b"?", b"new\nline"]
    _made_and_listed(box, names + [b"tab\t", b"\x01", b"\x7f", b"CON", b"nul.txt", b"%2f", b"~", b"$HOME", b"`x`", b"'"])


@test()
def names_that_differ_in_case_are_different(box):
    _made_and_listed(box, [b"readme", b"README", b"Readme"])


@test(needs=["bytes"])
def names_that_are_not_utf8_are_kept(box):
    _made_and_listed(box, [b"\xff", b"\xfe\xff", b"caf\xe9", b"\xc3", b"\xe2\x82", b"\xed\xa0\x80", b"ok\xffok", b"\x80" * 255])


@test(needs=["bytes"])
def every_byte_can_be_a_name(box):
    _made_and_listed(box, [bytes([byte]) for byte in range(1, 256) if byte not in b"./"])


@test(needs=["bytes"])
def bytes_are_kept_through_rename_link_and_symlink(box):
    put(b"\xe9tat", b"1")
    os.rename(b"\xe9tat", b"\xe8tat")
    os.link(b"\xe8tat", b"\xeatat")
    os.symlink(b"\xff/\xfe", b"\xfdlink")
    os.mkdir(b"\xf0dir")
    put(b"\xf0dir/\xf1", b"2")
    far = box.there.encode()
    equal(set(os.listdir(far)), {b"\xe8tat", b"\xeatat", b"\xfdlink", b"\xf0dir"}, "names")
    equal(os.readlink(far + b"/\xfdlink"), b"\xff/\xfe", "target of the symbolic link")
    equal(os.listdir(far + b"/\xf0dir"), [b"\xf1"], "names in the folder")


@test()
def a_name_has_up_to_255_bytes(box):
    for name in ("x" * 255, "é" * 127):
        put(name, b"long")
        equal(content(box.far(name)), b"long", f"contents of a name of {len(name.encode())} bytes")
    with fails(errno.ENAMETOOLONG):
        put("x" * 256)
    with fails(errno.ENAMETOOLONG):
        os.mkdir("é" * 128)
    with fails(errno.ENAMETOOLONG):
        os.rename("x" * 255, "y" * 256)
    equal(os.statvfs(box.here).f_namemax, 255, "longest name that statvfs tells")


@test()
def dots_name_the_folder_and_its_parent(box):
    os.mkdir("a")
    os.mkdir("a/b")
    inode = os.stat("a").st_ino
    equal(os.stat(box.far("a/.")).st_ino, inode, "inode of a/.")
    equal(os.stat(box.far("a/b/..")).st_ino, inode, "inode of a/b/..")
    equal(box.sh("ls -1a a/b"), ".\n..", "ls -a of an empty folder")
    with fails(errno.EEXIST):
        os.mkdir("a/..")


@test(needs=["deep"], limit=60)
def deep_folders_work(box):
    depth = 60
    for level in range(depth):
        os.mkdir(f"level-{level:03}-{'x' * 60}")
        os.chdir(f"level-{level:03}-{'x' * 60}")
    put("bottom", b"here")
    equal(content("bottom"), b"here", f"contents {depth} levels down")
    equal(len(os.getcwd()) > 4096, True, f"the path has {len(os.getcwd())} bytes")
