"""Guests: User Mode Linux processes whose root is this machine's own."""

import dataclasses
import json
import os
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import namespace

HERE = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("CLEAT_LAB") or Path.home() / ".cache/cleat-lab")
AGENT_PORT = 7777


class Unavailable(Exception):
    """This machine cannot run the lab; the message says why."""


class GuestError(Exception):
    """The guest itself failed (not the test in it): it did not boot, died, or does not answer."""


@dataclasses.dataclass(frozen=True)
class Result:
    status: int
    output: str

    def __bool__(self):
        return self.status == 0


def prepare():
    """Runs `setup` and leaves the kernel's path in LAB_KERNEL. Raises Unavailable where the lab cannot be had.

    To be called where the network still is: a suite's own namespace reaches no package mirror.
    """
    if os.environ.get("LAB_KERNEL"):
        return
    how = "--reference" if os.environ.get("LAB_REFERENCE") else "--quiet"
    done = subprocess.run([HERE / "setup", how], stdout=subprocess.PIPE, text=True)
    last = (done.stdout.strip().splitlines() or ["setup said nothing"])[-1]
    if done.returncode == 77:
        raise Unavailable(last.removeprefix("setup: "))
    if done.returncode:
        raise GuestError(f"lab/setup failed with {done.returncode}")
    os.environ["LAB_KERNEL"] = last


def ask(address, script, cwd="/", limit=60, env=None, each_line=None):
    """Has the agent at an address run a script. Raises OSError when the guest does not answer or dies meanwhile."""
    token = secrets.token_hex(8)
    request = {"script": script, "cwd": cwd, "limit": limit, "env": env or {}, "token": token}
    lines = []
    # the agent ends a script at its limit; silence for longer means that the guest itself hangs
    with socket.create_connection((address, AGENT_PORT), timeout=limit + 15) as connection:
        connection.sendall(json.dumps(request).encode() + b"\n")
        for raw in connection.makefile("rb"):
            line = raw.decode(errors="backslashreplace").rstrip("\n")
            before, found, status = line.partition(token)
            if before or not found:
                lines.append(before)
                if each_line:
                    each_line(before)
            if found:
                return Result(int(status), "\n".join(lines))
    raise ConnectionResetError("it died in the middle of a script")


class Guest:
    """A running guest. Use as a context manager, or `stop` it."""

    def __init__(self, number=1, memory="512M", name=None, job=None, sees=()):
        """
        Boots guest `number` (1 to 8, one at a time each); returns when its agent listens.

        It has a /tmp, /var/tmp, /mnt and /run of its own; `sees` are folders of this machine it needs wherever they are.
        """
        self.address = namespace.address(number)
        self.name = name or f"client{number}"
        run = CACHE / "run"
        run.mkdir(parents=True, exist_ok=True)
        self.job = Path(tempfile.mkdtemp(prefix="job.", dir=run))
        self.console = self.job / "console"
        self._write_job(number, sees)
        self._process = self._start(number, memory)
        self._await_agent()

    def _write_job(self, number, sees):
        shutil.copytree(HERE / "guest", self.job / "guest", ignore=shutil.ignore_patterns("__pycache__"))
        (self.job / "env").write_text(
            f"LAB_NAME={self.name}\nLAB_ADDRESS={self.address}\nLAB_ADDRESS6={namespace.address6(number)}\n"
            f"LAB_SERVER={namespace.SERVER}\n"
            f"LAB_SEES=({shlex.join(str(folder) for folder in sees)})\n"
        )

    def _start(self, number, memory):
        network = (
            f"vec0:transport=tap,ifname={namespace.tap(number)},depth=128,gro=1,mtu={namespace.MTU},"
            f"mac=52:54:00:77:00:1{number}"
        )
        arguments = ["rootfstype=hostfs", "rootflags=/", "ro", f"init={self.job}/guest/init", f"lab_job={self.job}"]
        arguments += [f"mem={memory}", f"uml_dir={self.job}", "umid=uml", network, "seccomp=auto"]
        arguments += ["quiet", "con=null", "con0=null,fd:1", "ssl=null", "console=tty0", "loglevel=4"]
        arguments += os.environ.get("LAB_KERNEL_ARGUMENTS", "").split()
        environment = {name: value for name, value in os.environ.items() if name != "TMPDIR"}
        with open(self.console, "ab") as console:
            return subprocess.Popen(
                [os.environ["LAB_KERNEL"], *arguments],
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=console,
                env=environment,
                start_new_session=True,
            )

    def _await_agent(self, limit=30):
        end = time.monotonic() + limit
        while not (self.job / "ready").exists():
            if self._process.poll() is not None or time.monotonic() > end:
                said = self.console.read_text(errors="replace")[-2000:]
                self.kill()
                raise GuestError(f"{self.name} did not boot:\n{said}")
            time.sleep(0.02)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def run(self, script, **how):
        """Runs a bash script in the guest: `cwd`, `limit` in seconds, `env`, and `each_line`, called as output comes."""
        try:
            return ask(self.address, script, **how)
        except OSError as error:
            said = self.console.read_text(errors="replace")[-1500:]
            raise GuestError(f"{self.name} does not answer: {error}\n{said}") from error

    def check(self, script, **how):
        """Runs a script that must succeed; returns its output."""
        result = self.run(script, **how)
        if not result:
            raise GuestError(f"{self.name}: `{script}` ended with {result.status}: {result.output}")
        return result.output

    def mount(self, source, folder, options, limit=40):
        """Mounts and returns the Result. Options are mount.nfs's own."""
        command = f"mount.nfs '{source}' {folder} -o {options}"
        if "vers=2," in options:
            # mount.nfs has forgotten version 2; the kernel's own mount client has not
            command = f"mount -i -t nfs -o {options},addr={source.rpartition(':')[0]} '{source}' {folder}"
        return self.run(f"mkdir -p {folder}; {command}", limit=limit)

    def wait(self):
        """Returns when the guest is gone."""
        self._process.wait()

    def stop(self):
        """Powers off, unmounting what it can, and takes the job's folder away."""
        try:
            with socket.create_connection((self.address, AGENT_PORT), timeout=5) as connection:
                connection.sendall(b'{"stop": true}\n')
            self._process.wait(10)
        except (OSError, subprocess.TimeoutExpired):
            print(f"{self.name} had to be killed", file=sys.stderr)
        self.kill()
        if not os.environ.get("LAB_KEEP"):
            shutil.rmtree(self.job, ignore_errors=True)

    def kill(self):
        """Ends the guest at once, as a power failure would."""
        # the kernel leaves its own process group; its helpers are found through the pid that it writes down
        pid_file = self.job / "uml/pid"
        groups = {self._process.pid} | ({int(pid_file.read_text())} if pid_file.exists() else set())
        for group in groups:
            try:
                os.killpg(group, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                pass
        self._process.wait()
