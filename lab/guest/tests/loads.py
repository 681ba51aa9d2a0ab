"""Real programs at work on the mount."""

import os

from box import equal, test



@test(needs=["chown", "nanoseconds", "symlink"], limit=120)
def cp_takes_a_source_tree_there_and_back(box):
    tree = source_tree()
    box.sh(
        f"""
        cp -a {tree} copy
        diff -r --no-dereference {tree} "$THERE/copy"
        facts() {{ (cd "$1" && find . -printf '%p %y %m %U:%G %s %T@ %l\\n' | awk '$2 == "d" {{$5 = "-"}} {{print}}' | sort); }}
        diff <(facts {tree}) <(facts "$THERE/copy")
        mkdir /tmp/back
        cp -a copy /tmp/back
        diff <(facts {tree}) <(facts /tmp/back/copy)
        diff -r --no-dereference {tree} /tmp/back/copy
        rm -rf /tmp/back copy
        """
    )


@test(limit=60)
def cp_of_a_source_tree_arrives_whole(box):
    """The short form, for back ends and transports that do not need the long one."""
    box.sh(f'cp -r {source_tree()}/email copy; diff -r {source_tree()}/email "$THERE/copy"')


def source_tree():
    return os.path.realpath(os.path.dirname(os.__file__))


@test(needs=["chown"], limit=60)
def tar_packs_and_unpacks(box):
    tree = f"{source_tree()}/distutils" if os.path.isdir(f"{source_tree()}/distutils") else f"{source_tree()}/email"
    box.sh(
        f"""
        tar -C {tree} -cf there.tar .
        mkdir unpacked; tar -xpf there.tar -C unpacked
        diff -r --no-dereference {tree} "$THERE/unpacked"
        tar -C {tree} -cf - . | cmp - there.tar
        tar -df there.tar -C unpacked
        """
    )


@test(needs=["symlink", "link", "chown"], limit=60)
def rsync_copies_once_and_then_nothing(box):
    tree = f"{source_tree()}/json"
    output = box.sh(
        f"""
        cp -a {tree} source; ln source/decoder.py source/hard; ln -s decoder.py source/soft
        rsync -aH source/ copy
        diff -r --no-dereference source "$THERE/copy"
        [ "$(stat -c %h copy/hard)" = 2 ]
        rsync -aH --checksum --itemize-changes source/ copy
        """
    )
    equal(output, "", "what a second rsync changed")


@test(needs=["symlink"], limit=90)
def git_commits_clones_and_finds_no_fault(box):
    output = box.sh(
        f"""
        # the owner may be another than root, where the server makes him so; a clone's helper reads no environment but HOME
        export HOME=$(mktemp -d); git config --global safe.directory '*'
        export GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=n GIT_AUTHOR_EMAIL=e@x GIT_COMMITTER_NAME=n GIT_COMMITTER_EMAIL=e@x
        git init -q first; cd first; cp -r {source_tree()}/json .; for i in $(seq 40); do echo $i > f$i; done
        git add .; git commit -qm one
        git mv f1 g1; git rm -q f2; echo more >> f3; git commit -qam two
        git clone -q --no-local . ../second; cd ../second
        git fsck --strict --no-progress >&2
        git gc -q; git fsck --strict --no-progress
        git checkout -q -b side HEAD~1; git checkout -q -; git log --oneline | wc -l; git status --porcelain
        """
    )
    equal(output.splitlines()[-1:], ["2"], "commits in the clone, and nothing changed")


@test(limit=90)
def make_builds_a_program_and_then_has_nothing_to_do(box):
    units = 6
    for number in range(units):
        with open(f"unit{number}.c", "w") as source:
            source.write(f'#include "all.h"\nint unit{number}(int x) {{ return x + {number}; }}\n')
    with open("all.h", "w") as header:
        header.writelines(f"int unit{number}(int);\n" for number in range(units))
    with open("main.c", "w") as source:
        calls = " + ".join(f"unit{number}(1)" for number in range(units))
        source.write(f'#include "all.h"\n#include <stdio.h>\nint main(void) {{ printf("%d\\n", {calls}); return 0; }}\n')
    with open("Makefile", "w") as makefile:
        objects = " ".join(f"unit{number}.o" for number in range(units))
        makefile.write(f"all: program\nprogram: main.o {objects}\n\tcc -o $@ $^\n%.o: %.c all.h\n\tcc -O0 -c $<\nclean:\n\trm -f *.o program\n")
    built = box.sh("make -s -j2; ./program; make -q && echo up to date; sleep .1; touch all.h; make -q || echo stale")
    # the guest's clock may be some milliseconds behind the host's, of which make warns
    said = [line for line in built.splitlines() if not line.startswith("make: ")]
    equal(said, [str(sum(range(units)) + units), "up to date", "stale"], "what make and the program said")
    box.sh("make -s clean; [ ! -e program ]")


@test(limit=60)
def sqlite_keeps_its_promises(box):
    output = box.sh(
        """
        sqlite3 x.db 'create table t(a integer primary key, b text);'
        for i in 1 2 3; do echo "begin; insert into t(b) select hex(randomblob(50)) from (select 1 union select 2 union select 3); commit;"; done | sqlite3 x.db
        sqlite3 x.db 'begin; delete from t; rollback; select count(*) from t; pragma integrity_check; vacuum; select count(*) from t;'
        """
    )
    equal(output.split(), ["9", "ok", "9"], "rows, integrity, rows after vacuum")


SHORT_STRESS = ["dir", "dentry", "link", "symlink", "rename", "utime", "hdd", "chmod", "filename"]
LONG_STRESS = SHORT_STRESS + ["access", "append", "chdir", "copy-file", "dirdeep", "dirmany", "fallocate", "file-ioctl"]
LONG_STRESS += ["fpunch", "getdent", "io", "iomix", "lease", "locka", "lockf", "mknod", "open", "readahead", "revio", "seek"]
LONG_STRESS += ["sync-file", "touch", "unlink"]


@test(needs=["link", "symlink"], limit=60)
def stress_ng_finds_no_fault(box):
    known = set(box.sh("stress-ng --stressors").split())
    kinds = [kind for kind in (LONG_STRESS if box.long else SHORT_STRESS) if kind in known]
    seconds = 20 if box.long else 4
    batches = [kinds[start : start + 9] for start in range(0, len(kinds), 9)]
    for batch in batches:
        flags = " ".join(f"--{kind} 1" for kind in batch)
        box.sh(f"stress-ng --temp-path . {flags} --hdd-bytes 4m --timeout {seconds}s --verify --oomable 2>&1", limit=seconds * 8 + 60)


@test(limit=60)
def concurrent_dd_streams_arrive_whole(box):
    box.sh(
        """
        head -c 6000000 /dev/urandom > /tmp/source
        for i in 1 2 3 4; do dd if=/tmp/source of=f$i bs=$((i * 7001)) conv=fsync status=none & done; wait
        for i in 1 2 3 4; do cmp /tmp/source "$THERE/f$i"; done
        rm /tmp/source
        """
    )
