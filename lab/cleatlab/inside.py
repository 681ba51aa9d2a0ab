"""A server that runs in a guest: with a clock, a network card and disks of its own."""

import shlex

from . import namespace
from .guest import HERE, Guest, GuestError, Unavailable
from .server import builds, launcher

PORT = 2049
# not by `mount -o loop`, which keeps the device open while the kernel asks for it alone
EXT4 = "truncate -s 64M /tmp/disk; mkfs.ext4 -q /tmp/disk; mount $(losetup -f --show /tmp/disk)"


class CleatInside:
    """`cleat serve` in a guest that has nothing else to do. A context manager that boots the guest and starts the server."""

    def __init__(self, number, name, disk=EXT4):
        """`disk` is a script that ends in mount and its options, to be followed by the folder."""
        self._disk = disk
        self.guest = Guest(number, memory="1G", name=name, sees=(HERE.parent, builds()))
        self.address = self.guest.address
        self.folder = "/srv/export"
        self.nfs = self.mounting = (self.address, PORT)

    def __enter__(self):
        try:
            made = self.guest.run(f"mkdir -p {self.folder}; {self._disk} {self.folder} || exit; chmod 777 {self.folder}")
            if not made:
                raise Unavailable(f"the guests' kernel has no such disk: {made.output}")
            self.start()
        except (GuestError, Unavailable):
            self.guest.stop()
            raise
        return self

    def start(self):
        words = [launcher(), "serve", "--bind", self.address, "--allow", namespace.CLIENTS, "--portmap", "off"]
        words += ["--port", str(PORT), "--squash", "none", "--state", "/var/tmp/state", self.folder]
        self.guest.check(
            f"cd /; {shlex.join(words)} </dev/null >>/tmp/log 2>&1 & echo $! >/tmp/pid; "
            "for turn in $(seq 600); do grep -q '^ready' /tmp/log && exit 0; sleep .1; done; cat /tmp/log; exit 1",
            limit=90,
        )

    def kill(self):
        """SIGKILL, as a crash would be."""
        self.guest.check("kill -9 $(cat /tmp/pid); while kill -0 $(cat /tmp/pid) 2>/dev/null; do sleep .05; done; mv /tmp/log /tmp/log.before")

    def said(self):
        return self.guest.check("cat /tmp/log.before /tmp/log 2>/dev/null || true").splitlines()

    def source(self):
        """What mount calls the device."""
        return f"{self.address}:{self.folder}"

    def set_clock(self, ahead):
        """Puts the time of day ahead by so many seconds, or back."""
        self.guest.check(f"date -s @$(( $(date +%s) + {ahead} ))")

    def __exit__(self, *_):
        self.guest.stop()
