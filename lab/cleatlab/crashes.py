"""What must hold when a server goes away under a hard mount and comes back."""

import secrets
import threading
import time

from . import suite
from .report import equal, true


class Background:
    """A script that runs in the guest meanwhile; `finish` waits for it and answers its Result."""

    def __init__(self, guest, script, limit=180):
        self._result = None
        self._error = None
        self._thread = threading.Thread(target=self._run, args=(guest, script, limit), daemon=True)
        self._thread.start()

    def _run(self, guest, script, limit):
        try:
            self._result = guest.run(script, cwd="/mnt", limit=limit)
        except Exception as error:
            self._error = error

    def finish(self):
        self._thread.join()
        if self._error:
            raise self._error
        return self._result

    def running(self):
        return self._thread.is_alive()


def when(condition, what, limit=60):
    end = time.monotonic() + limit
    while not condition():
        true(time.monotonic() < end, f"waited {limit} s for {what}")
        time.sleep(0.05)


def a_copy_survives(guest, server, stop, times=2):
    """cp -a of a source tree while the server goes away `times` times, each time when another part has arrived."""
    library = guest.check("python3 -S -c 'import os; print(os.path.dirname(os.path.realpath(os.__file__)))'").strip()
    tree = library if suite.LONG else f"{library}/encodings"
    total = int(guest.check(f"find {tree} -type f | wc -l"))
    name = f"copy-{secrets.token_hex(4)}"
    before = server.files()
    copy = Background(guest, f"cp -a {tree} {name}")
    for turn in range(times):
        wanted = before + total * (turn + 1) // (times + 2)
        when(lambda: server.files() >= wanted or not copy.running(), f"{wanted} files")
        true(copy.running(), f"the copy was over before the server went away (time {turn + 1})")
        stop()
        server.again()
    done = copy.finish()
    equal(done.status, 0, f"cp said {done.output[-500:]!r}; status")
    facts = "find . -printf '%p %y %m %U:%G %s %T@ %l\\n' | awk '$2 == \"d\" {$5 = \"-\"} {print}' | sort"
    guest.check("echo 3 >/proc/sys/vm/drop_caches")
    guest.check(f"diff -r --no-dereference {tree} /mnt2/{name} && diff <(cd {tree}; {facts}) <(cd /mnt2/{name}; {facts})", limit=120)
    guest.check(f"rm -rf /mnt/{name}")


def handles_survive(guest, server, stop):
    """Open files, a working folder and names that were moved stay what they are over a restart."""
    name = f"held-{secrets.token_hex(4)}"
    held = Background(
        guest,
        f"""
        set -e
        mkdir -p {name}/d/e {name}/f; cd {name}
        echo plain > plain; echo moved > d/moved; echo renamed > renamed; echo linked > linked; ln linked f/other
        exec 5<plain 6<d/moved 7<renamed 8<linked 9<>d/e/write
        mv d/moved f/; mv renamed again; rm linked; mv d g
        echo written >&9; sync g/e/write
        cd g/e; : > /mnt/{name}/holding
        until [ -e /mnt2/{name}/go ]; do sleep .2; done
        echo 3 >/proc/sys/vm/drop_caches
        cat <&5; cat <&6; cat <&7; cat <&8; cat write; stat -c %h /dev/fd/8 -L
        echo more >&9; sync write; cat /mnt2/{name}/g/e/write; ls ..; ls /mnt2/{name} | tr '\\n' ' '
        """,
    )
    when(lambda: guest.run(f"test -e /mnt2/{name}/holding") or not held.running(), "the guest to hold its files")
    stop()
    server.again()
    guest.check(f"touch /mnt2/{name}/go; sleep .3", limit=90)
    done = held.finish()
    # `linked` counts two: the client keeps the removed name as .nfs… while it is open
    wanted = "plain moved renamed linked written 2 written more e again f g go holding plain"
    equal((done.status, " ".join(done.output.split())), (0, wanted), "status and what the guest read")
    guest.check(f"rm -rf /mnt/{name}")


def unsynced_writes_survive(guest, server, stop):
    """Data that was answered UNSTABLE is sent again when the verifier has changed."""
    name = f"unsynced-{secrets.token_hex(4)}"
    guest.check("head -c 24000000 /dev/urandom > /tmp/source")
    write = Background(
        guest,
        f"""
        for i in $(seq 0 23); do
          dd if=/tmp/source of={name} bs=1000000 skip=$i seek=$i count=1 conv=notrunc status=none || exit
          sleep .05
        done
        sync {name}
        """,
    )
    when(lambda: guest.run(f"test -e /mnt2/{name}") or not write.running(), "the file")
    time.sleep(0.6)
    true(write.running(), "the writer was done before the server went away")
    stop()
    server.again()
    equal(write.finish().status, 0, "status of the writer")
    guest.check("echo 3 >/proc/sys/vm/drop_caches")
    equal(guest.run(f"cmp /tmp/source /mnt2/{name}").output, "", "what cmp found")
    guest.check(f"rm /mnt/{name} /tmp/source")


def exclusive_creates_never_exist_already(guest, server, stop, times=2):
    """A CREATE that is repeated because its answer was lost must find its own verifier."""
    name = f"exclusive-{secrets.token_hex(4)}"
    create = Background(
        guest,
        f"""mkdir {name}; exec python3 -S -c "
import os, time
end = time.monotonic() + 120
made = 0
while not os.path.exists('/mnt2/{name}/enough') and time.monotonic() < end:
    os.close(os.open(f'{name}/{{made}}', os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    made += 1
print(made)"
""",
    )
    for turn in range(times):
        time.sleep(0.5)
        true(create.running(), f"creation ended early: {create.finish() if not create.running() else ''}")
        stop()
        server.again()
        before = server.files()
        when(lambda: server.files() > before + 20 or not create.running(), "creation to go on")
    guest.check(f"touch /mnt2/{name}/enough", limit=90)
    done = create.finish()
    equal(done.status, 0, f"the creator said {done.output[-500:]!r}; status")
    equal(int(guest.check(f"ls /mnt2/{name} | wc -l")), int(done.output.split()[-1]) + 1, "files")
    guest.check(f"rm -rf /mnt/{name}")
