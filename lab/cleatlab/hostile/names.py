"""Groups 20 to 24: names, paths, links, and races about them."""

import os
import shutil
import threading

from .. import nfs3
from ..report import equal, true
from ..wire import MOUNT, NFS, call, opaque, words
from .groups import group

NEVER = (b"", b".", b"..", b"a/b", b"/", b"../etc", b"a\0b", b"\0", b"x" * 256, b"x" * 4096, b"x" * 60_000)
CREATING = (nfs3.CREATE, nfs3.MKDIR, nfs3.SYMLINK, nfs3.MKNOD)


def creation(procedure, directory, name):
    more = {
        nfs3.CREATE: words(0) + nfs3.NOTHING,
        nfs3.MKDIR: nfs3.NOTHING,
        nfs3.SYMLINK: nfs3.NOTHING + opaque("target"),
        nfs3.MKNOD: words(7) + nfs3.NOTHING,
    }
    return nfs3.name_in(directory, name) + more[procedure]


def refused(reply, what):
    true(reply.verdict == "GARBAGE_ARGS" or reply.status() in REFUSALS, f"{what}: {reply}")


REFUSALS = (nfs3.INVAL, nfs3.EXIST, nfs3.ACCES, nfs3.NAMETOOLONG, nfs3.NOENT, nfs3.NOTEMPTY, nfs3.ISDIR, nfs3.PERM)


@group(20)
def names_that_cannot_be_are_refused(target, transport):
    before = sorted(os.listdir(os.fsencode(target.folder)))
    above = sorted(os.listdir(os.fsencode(target.folder.parent)))
    with target.connect(transport) as connection:
        for name in NEVER:
            if transport == "udp" and len(name) > 30_000:
                continue
            what = f"{name[:20]!r} of {len(name)}"
            for procedure in CREATING:
                refused(target.verdict(connection, call(NFS, 3, procedure, creation(procedure, target.root, name))), what)
            for procedure in (nfs3.REMOVE, nfs3.RMDIR):
                refused(target.verdict(connection, call(NFS, 3, procedure, nfs3.name_in(target.root, name))), what)
            pair = (nfs3.name_in(target.root, "file"), nfs3.name_in(target.root, name))
            refused(target.verdict(connection, call(NFS, 3, nfs3.RENAME, pair[0] + pair[1])), f"renaming to {what}")
            refused(target.verdict(connection, call(NFS, 3, nfs3.RENAME, pair[1] + pair[0])), f"renaming {what}")
            refused(target.verdict(connection, call(NFS, 3, nfs3.LINK, opaque(target.file) + pair[1])), f"linking {what}")
            if name not in (b".", b".."):
                refused(target.verdict(connection, call(NFS, 3, nfs3.LOOKUP, pair[1])), f"looking up {what}")
    equal(sorted(os.listdir(os.fsencode(target.folder))), before, "names on the host")
    equal(sorted(os.listdir(os.fsencode(target.folder.parent))), above, "names above the export")


@group(20)
def any_other_bytes_are_a_name(target, transport):
    odd = (b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"CON", b"a:b", b"dot.", b"blank ", b"\\back", b"~1", b"\x1b[31m", b"new\nline", b"-rf")
    with target.connect(transport) as connection:
        for name in odd:
            made = target.verdict(connection, call(NFS, 3, nfs3.CREATE, creation(nfs3.CREATE, target.root, name)))
            equal(made.status(), nfs3.OK, f"status of CREATE of {name!r}")
            true(name in os.listdir(os.fsencode(target.folder)), f"no {name!r} on the host")
            gone = target.verdict(connection, call(NFS, 3, nfs3.REMOVE, nfs3.name_in(target.root, name)))
            equal(gone.status(), nfs3.OK, f"status of REMOVE of {name!r}")


@group(21)
def mount_paths_lead_nowhere_else(target, transport):
    path = target.server.path()
    outside = (f"{path}/..", f"{path}/../..", f"{path}/out", f"{path}/out/etc", "/", "/etc", "/..", "", "//", f"{path}x", "../etc")
    with target.connect(transport, MOUNT) as connection:
        for wrong in (*outside, f"{path}/file", f"{path}/\0", f"{path}/" + "a/" * 500, f"{path}/" + "b" * 300, "x" * 1025, "x" * 8000):
            reply = target.verdict(connection, call(MOUNT, 3, 1, opaque(wrong)))
            true(reply.verdict == "GARBAGE_ARGS" or reply.status() != 0 or not wrong.strip("/"), f"MNT of {wrong[:60]!r}: {reply}")
            if reply.status() == 0:
                true(opaque(target.root) not in reply.body, f"{wrong!r} gives an export's root")
        for right in (path, f"{path}/", f"/{path}", f"{path}//folder", f"{path}/./folder/", f"{path}/in"):
            reply = target.verdict(connection, call(MOUNT, 3, 1, opaque(right)))
            true(reply.status() in (0, nfs3.NOENT, nfs3.ACCES, nfs3.INVAL), f"MNT of {right!r}: {reply}")
        equal(target.verdict(connection, call(MOUNT, 3, 1, opaque(f"{path}/folder"))).status(), 0, "MNT of a folder")


@group(22)
def targets_of_links_are_kept_and_never_followed(target, transport):
    targets = (b"/etc/passwd", b"../" * 40 + b"etc/passwd", b".", b"a//b/", b"\xff\n\x1b", b"t" * 1023)
    with target.connect(transport) as connection:
        files = nfs3.Files(connection)
        for number, text in enumerate(targets):
            name = f"link{number}-{transport}"
            status, link = files.symlink(target.root, name, text)
            target.count(4)
            equal(status, nfs3.OK, f"status of SYMLINK to {text[:20]!r}")
            equal(os.readlink(os.fsencode(target.folder / name)), text, "the target on the host")
            equal(files.ask(nfs3.READLINK, opaque(link)).body[-len(opaque(text)) :], opaque(text), "what READLINK says")
            true(files.status(nfs3.READ, nfs3.read(link, 0, 10)) in (nfs3.INVAL, nfs3.ISDIR), "READ of a link")
            true(files.lookup(link, b"passwd")[0] == nfs3.NOTDIR, "LOOKUP in a link")
            true(files.create(link, b"made")[0] == nfs3.NOTDIR, "CREATE in a link")
            os.remove(target.folder / name)


@group(23)
def folders_do_not_go_into_themselves(target, transport):
    with target.connect(transport) as connection:
        files = nfs3.Files(connection)
        folder = target.lookup("folder")
        deep = target.lookup("deep", folder)

        def rename(where, name, to, new):
            target.count()
            return files.status(nfs3.RENAME, nfs3.name_in(where, name) + nfs3.name_in(to, new))

        equal(rename(target.root, "folder", folder, "into"), nfs3.INVAL, "status of a folder into itself")
        equal(rename(target.root, "folder", deep, "below"), nfs3.INVAL, "status of a folder below itself")
        equal(rename(target.root, "folder", target.root, "folder"), nfs3.OK, "status of a folder to its own name")
        equal(rename(target.root, "file", target.other_root, "file"), nfs3.XDEV, "status across exports")
        true(rename(folder, ".", target.root, "dot") != nfs3.OK, "a folder's dot was renamed")
        true(rename(folder, "deep", target.root, "file") in (nfs3.EXIST, nfs3.NOTDIR), "a folder over a file")
        linked = files.status(nfs3.LINK, opaque(folder) + nfs3.name_in(target.root, "second"))
        true(linked in (nfs3.ISDIR, nfs3.INVAL, nfs3.PERM), f"status of LINK to a folder is {linked}")
        across = files.status(nfs3.LINK, opaque(target.file) + nfs3.name_in(target.other_root, "second"))
        equal(across, nfs3.XDEV, "status of LINK across exports")
        target.count(2)
    true((target.folder / "folder/deep").is_dir(), "the folder is no longer what it was")


@group(24)
def a_folder_swapped_for_a_link_never_leads_out(target, transport):
    """While the host swaps a folder for a link to one outside, again and again, a client walks through it by name."""
    secret = target.folder.parent / f"{target.folder.name}.{transport}"
    secret.mkdir()
    (secret / "treasure").write_text("treasure")
    swapped, spare = target.folder / "swapped", target.folder / "spare"
    swapped.mkdir()
    (swapped / "inside").write_text("inside")
    over = threading.Event()

    def swap():
        while not over.is_set():
            os.rename(swapped, spare)
            os.symlink(secret, swapped)
            os.remove(swapped)
            os.rename(spare, swapped)

    swapper = threading.Thread(target=swap)
    swapper.start()
    try:
        walk(target, transport, spare)
    finally:
        over.set()
        swapper.join()
        shutil.rmtree(swapped)
    equal(sorted(os.listdir(secret)), ["treasure"], "what is outside of the export")
    shutil.rmtree(secret)


def walk(target, transport, spare):
    found = 0
    path = target.server.path()
    with target.connect(transport) as connection, target.connect(transport, MOUNT) as mounting:
        files = nfs3.Files(connection)
        for _ in range(400):
            target.count(5)
            status, folder = files.lookup(target.root, b"swapped")
            if status == nfs3.OK:
                true(files.lookup(folder, b"treasure")[0] != nfs3.OK, "the treasure outside was found")
                inside = files.lookup(folder, b"inside")
                found += inside[0] == nfs3.OK
                made = files.create(folder, b"planted")[0]
                true(made in (nfs3.OK, nfs3.NOTDIR, nfs3.STALE, nfs3.JUKEBOX), f"status of CREATE below what was looked up: {made}")
                files.status(nfs3.REMOVE, nfs3.name_in(folder, b"planted"))
            status, handle = nfs3.mnt(mounting, f"{path}/swapped")
            if status == nfs3.OK:
                true(files.lookup(handle, b"treasure")[0] != nfs3.OK, "MNT led to the treasure outside")
    true(found > 0, "the client never met the folder itself")
