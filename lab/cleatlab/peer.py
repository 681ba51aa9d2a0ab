"""NFS-Ganesha in the place of Cleat, for the same harness (LAB_PEER=ganesha, by hand): Debian's packages nfs-ganesha, nfs-ganesha-vfs and rpcbind."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from . import namespace
from .guest import Unavailable
from .server import Cleat, Folder, Ports, Program, ServerError

READY_LIMIT = 60


def peer():
    """Which other server is to be tried instead of Cleat; None for Cleat itself."""
    return os.environ.get("LAB_PEER")


def serving(*exports, options=()):
    """A server to be entered as a context: Cleat with these options, or the peer as it comes."""
    return Ganesha(*exports) if peer() == "ganesha" else Cleat(*exports, options=options)


class Ganesha(Program):
    """Serves folders by NFSv3 over TCP and UDP; has the face of Cleat as far as suites for peers look at it."""

    def __init__(self, *exports):
        for program in ("ganesha.nfsd", "rpcbind"):
            if not shutil.which(program):
                raise Unavailable(f"no {program}")
        self.address = namespace.SERVER
        self.exports = [str(export) for export in exports]
        self.ports = Ports(nfs=2049, mount=20048, portmap=111)
        self._state = Folder(0o700)
        self.state = self._state.path
        self.said = []

    @staticmethod
    def version():
        said = subprocess.run(["ganesha.nfsd", "-v"], capture_output=True, text=True).stdout
        return re.search(r"V?(\d+\.\d+)", said)[1]

    def path(self, index=0):
        return self.exports[index]

    def source(self, index=0):
        return f"{self.address}:{self.path(index)}"

    def spawn(self):
        self.process = subprocess.Popen(
            ["ganesha.nfsd", "-F", "-f", self.state / "conf", "-L", self.state / "log", "-p", self.state / "pid", "-N", "NIV_EVENT"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def again(self):
        self.spawn()
        end = time.monotonic() + READY_LIMIT
        while not all(_answers(self.address, port) for port in (self.ports.nfs, self.ports.mount)):
            if not self.running() or time.monotonic() > end:
                raise ServerError(f"ganesha did not start: {(self.state / 'log').read_text()[-800:]}")
            time.sleep(0.02)

    def __enter__(self):
        # its files and rpcbind's lie in /run, whose like this suite gets for itself
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)
        for folder in ("rpcbind", "ganesha", "dbus", "lock"):
            Path("/run", folder).mkdir()
        subprocess.run(["rpcbind", "-w"], check=True)
        (self.state / "recovery").mkdir()
        (self.state / "conf").write_text(self._configuration())
        self.again()
        return self

    def _configuration(self):
        exports = "".join(
            f'EXPORT {{ Export_Id = {number}; Path = "{path}"; Pseudo = "/e{number}"; Access_Type = RW; Squash = None; SecType = sys; '
            "Protocols = 3; Transports = TCP, UDP; PrivilegedPort = false; FSAL { Name = VFS; } }\n"
            for number, path in enumerate(self.exports, 1)
        )
        return (
            f"NFS_CORE_PARAM {{ Protocols = 3; NFS_Port = {self.ports.nfs}; MNT_Port = {self.ports.mount}; "
            "Enable_NLM = false; Enable_RQUOTA = false; Enable_UDP = true; }\n"
            f'NFSV4 {{ Graceless = true; RecoveryBackend = fs; RecoveryRoot = "{self.state}/recovery"; }}\n{exports}'
        )

    def __exit__(self, *_):
        if self.running():
            self.kill()
        if os.environ.get("LAB_VERBOSE"):
            print((self.state / "log").read_text()[-3000:], file=sys.stderr)
        self._state.__exit__()


def _answers(address, port):
    try:
        socket.create_connection((address, port), timeout=1).close()
        return True
    except OSError:
        return False
