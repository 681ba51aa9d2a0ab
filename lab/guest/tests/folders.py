"""Listing, renaming and removing; folders with many names."""

import errno
import os
import time

from box import Skipped, content, equal, fails, in_parallel, put, test, true


@test(limit=60)
def a_listing_has_every_name_once(box):
    for count in (0, 1, 2, 40, 700):
        folder = f"d{count}"
        os.mkdir(folder)
        names = [f"{number:04}-{'n' * (number % 97)}" for number in range(count)]
        for name in names:
            os.close(os.open(f"{folder}/{name}", os.O_CREAT | os.O_WRONLY, 0o644))
        for seen in (os.listdir(folder), os.listdir(box.far(folder))):
            equal((len(seen), set(seen) == set(names)), (count, True), f"listing of {count} names, and whether they are right")


@test(limit=90)
def names_can_be_removed_while_they_are_listed(box):
    count = 600
    for number in range(count):
        os.close(os.open(f"f{number}", os.O_CREAT | os.O_WRONLY, 0o644))
    removed = 0
    with os.scandir(".") as entries:
        for entry in entries:
            os.unlink(entry.name)
            removed += 1
    equal((removed, os.listdir(box.there)), (count, []), "names removed in one pass, and names left")


@test(needs=["many"], limit=120)
def a_hundred_thousand_names_are_listed_while_others_come_and_go(box):
    """The suite made `many` with 100,000 files; they must each be seen once, whatever happens beside them."""
    many, churn = os.path.join(box.top, "many"), 4
    stop = time.monotonic() + 60

    def work(who):
        if who == 0:
            return _watch(many)
        turn = 0
        while os.path.exists("going") and time.monotonic() < stop:
            name = os.path.join(many, f"churn-{who}-{turn % 50}")
            os.close(os.open(name, os.O_CREAT | os.O_WRONLY, 0o600))
            if turn % 3:
                os.rename(name, name + "-renamed")
                name += "-renamed"
            os.unlink(name)
            turn += 1
        true(turn > 5, f"only {turn} creations in the time of a listing")
        return 0

    def _watch(folder):
        try:
            for command in (os.listdir, _walk):
                names = [name for name in command(folder) if name.startswith("keep-")]
                equal((len(names), len(set(names))), (100_000, 100_000), f"names kept, and distinct ones, by {command.__name__}")
        finally:
            os.unlink("going")
        return 0

    put("going")
    in_parallel(1 + churn, work)


def _walk(folder):
    """As find sees it: with attributes."""
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries if not entry.is_dir()]


@test(needs=["many"], limit=90)
def find_sees_a_hundred_thousand_files(box):
    found = box.sh(f"find {box.top}/many -name 'keep-*' -type f | wc -l")
    equal(int(found), 100_000, "files found")


@test(limit=60)
def many_processes_create_and_delete_in_one_folder_while_it_is_listed(box):
    for number in range(150):
        os.close(os.open(f"keep-{number}", os.O_CREAT | os.O_WRONLY, 0o644))

    def work(who):
        if who:
            for turn in range(60):
                put(f"churn-{who}-{turn}", b"x")
                os.unlink(f"churn-{who}-{turn}")
        else:
            for _ in range(12):
                names = [name for name in os.listdir(box.there) if name.startswith("keep-")]
                equal((len(names), len(set(names))), (150, 150), "names kept, and distinct ones")

    in_parallel(4, work)


@test()
def rename_moves_and_replaces(box):
    put("a", b"a")
    put("b", b"b")
    inode = os.stat("a").st_ino
    os.rename("a", "b")
    equal(sorted(os.listdir(box.there)), ["b"], "names")
    equal((content(box.far("b")), os.stat(box.far("b")).st_ino), (b"a", inode), "contents and inode after replacing")
    os.mkdir("d")
    os.rename("b", "d/c")
    equal((content(box.far("d/c")), os.stat(box.far("d/c")).st_ino), (b"a", inode), "contents and inode after moving")
    os.mkdir("e")
    os.rename("d", "e/moved")
    equal(content(box.far("e/moved/c")), b"a", "contents in a moved folder")
    os.mkdir("empty")
    os.mkdir("full")
    put("full/f")
    os.rename("full", "empty")
    equal(os.listdir(box.far("empty")), ["f"], "a folder replaces an empty one")
    equal(os.stat(box.far("e/moved/..")).st_ino, os.stat(box.far("e")).st_ino, "the parent of a moved folder")


@test()
def rename_refuses_what_cannot_be(box):
    put("f")
    os.mkdir("d")
    os.mkdir("d/sub")
    os.mkdir("full")
    put("full/f")
    for source, target, codes in (
        ("f", "d", [errno.EISDIR]),
        ("d", "f", [errno.ENOTDIR]),
        ("d", "full", [errno.ENOTEMPTY, errno.EEXIST]),
        ("d", "d/sub/x", [errno.EINVAL]),
        ("d/sub", "d", [errno.ENOTEMPTY, errno.EEXIST]),
        ("missing", "x", [errno.ENOENT]),
        ("f", "missing/x", [errno.ENOENT]),
        ("f", "f/x", [errno.ENOTDIR]),
    ):
        with fails(*codes):
            os.rename(source, target)
    equal(sorted(os.listdir(box.there)), ["d", "f", "full"], "names")


@test()
def removing_says_what_is_wrong(box):
    put("f")
    os.mkdir("d")
    put("d/f")
    with fails(errno.ENOTEMPTY, errno.EEXIST):
        os.rmdir("d")
    with fails(errno.ENOTDIR):
        os.rmdir("f")
    with fails(errno.EISDIR, errno.EPERM):
        os.unlink("d")
    with fails(errno.ENOENT):
        os.unlink("missing")
    with fails(errno.EINVAL, errno.ENOTEMPTY):
        os.rmdir("d/.")
    os.unlink("d/f")
    os.rmdir("d")
    equal(os.listdir(box.there), ["f"], "names")


@test(limit=60)
def renames_across_folders_at_once_lose_nothing(box):
    for folder in "abcd":
        os.mkdir(folder)
    for number in range(40):
        put(f"a/{number}", b"%d" % number)

    def shuffle(who):
        for turn in range(80):
            source, target = "abcd"[(turn + who) % 4], "abcd"[(turn * 3 + who + 1) % 4]
            try:
                os.rename(f"{source}/{(turn * 7 + who) % 40}", f"{target}/{(turn * 7 + who) % 40}")
            except FileNotFoundError:
                pass

    in_parallel(4, shuffle)
    left = [name for folder in "abcd" for name in os.listdir(box.far(folder))]
    equal(sorted(left, key=int), [str(number) for number in range(40)], "files left in the four folders")


@test()
def a_removed_working_folder_is_stale_not_wrong(box):
    os.mkdir("d")
    os.chdir(box.far("d"))
    os.rmdir(box.path("d"))
    with fails(errno.ESTALE, errno.ENOENT):
        os.listdir(".")
    os.chdir("/")


@test(needs=["many"])
def a_name_is_found_at_once_among_a_hundred_thousand(box):
    many = os.path.join(box.top, "many")
    if not os.path.isdir(many):
        raise Skipped("no folder with many files")
    started = time.monotonic()
    for number in range(0, 100_000, 1000):
        os.stat(f"{many}/keep-{number:06}")
    spent = time.monotonic() - started
    true(spent < 10, f"100 lookups took {spent:.1f} s")
