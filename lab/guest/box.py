"""What a guest test is written with: the mark `@test`, a Box to work in, and assertions that say what came.

A test is a function named as a claim. It runs as root in a process of its own, in a fresh folder on the mount, and
passes when it returns. `needs` names what the served file system must be able to do; the suite tells the runner what a
back end lacks, and why, and the tests that need it are skipped with that reason.
"""

import contextlib
import dataclasses
import errno
import os
import subprocess
import time
import traceback

TESTS = {}


@dataclasses.dataclass(frozen=True)
class Test:
    name: str
    body: object
    needs: frozenset
    limit: int
    long: bool
    folder: bool


def test(*, needs=(), limit=30, long=False, folder=True):
    """Marks a test. `limit` is in seconds; `long` tests run only when asked for; without `folder` it works at the top."""

    def mark(body):
        name = f"{body.__module__}.{body.__name__}".replace("_", "-")
        TESTS[name] = Test(name, body, frozenset(needs), limit, long, folder)
        return body

    return mark


class Failed(AssertionError):
    """The server is wrong."""


class Skipped(Exception):
    """The test cannot be done here; the message says why."""


@dataclasses.dataclass(frozen=True)
class Box:
    """One test's folder, seen twice.

    `here` is on the mount under test, `there` is the same folder on a second mount whose caches are off: what is read
    there has travelled over the wire. `top` is the mount's root. `long` asks for the thorough version.
    """

    here: str
    there: str
    top: str
    long: bool

    def path(self, *names):
        return os.path.join(self.here, *names)

    def far(self, *names):
        return os.path.join(self.there, *names)

    def sh(self, script, limit=120, **env):
        """Runs a bash script in the box; any command that fails fails the test. Returns its output."""
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=self.here,
            env={**os.environ, "HOME": "/tmp", "THERE": self.there, **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=limit,
        )
        output = done.stdout.decode(errors="backslashreplace").strip()
        if done.returncode:
            raise Failed(f"exit {done.returncode} from `{first_line(script)}`: {output[-1500:]}")
        return output


def first_line(script):
    return script.strip().splitlines()[0]


def equal(actual, expected, what):
    if actual != expected:
        raise Failed(f"{what}: expected {short(expected)}, got {short(actual)}")


def soon(look, expected, what, limit=5):
    """For what the client itself does a little later."""
    end = time.monotonic() + limit
    while look() != expected and time.monotonic() < end:
        time.sleep(0.05)
    equal(look(), expected, what)


def true(condition, what):
    if not condition:
        raise Failed(what)


def short(value):
    text = repr(value)
    return text if len(text) <= 300 else f"{text[:200]}… ({len(text)} characters)"


@contextlib.contextmanager
def fails(*codes):
    """The block must fail with one of these errnos."""
    names = " or ".join(errno.errorcode[code] for code in codes)
    try:
        yield
    except OSError as error:
        if error.errno not in codes:
            raise Failed(f"expected {names}, got {errno.errorcode.get(error.errno, error.errno)}") from error
    else:
        raise Failed(f"expected {names}, but it succeeded")


def put(path, content=b"", mode=0o644):
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        os.write(descriptor, content)
    finally:
        os.close(descriptor)


def content(path):
    with open(path, "rb") as file:
        return file.read()


def mode(path):
    return os.lstat(path).st_mode & 0o7777


def as_user(uid, gid, body, groups=()):
    """Runs body() as that user in a child. Its failure is the test's failure."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        said = ""
        try:
            os.setgroups(groups)
            os.setresgid(gid, gid, gid)
            os.setresuid(uid, uid, uid)
            body()
        except Failed as failed:
            said = str(failed)
        except BaseException:
            said = traceback.format_exc(limit=-3)
        os.write(writer, said.encode(errors="backslashreplace")[:4000])
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read().decode(errors="replace")
    os.waitpid(child, 0)
    if said:
        raise Failed(f"as {uid}:{gid}: {said}")


def in_parallel(count, body):
    """Runs body(0) … body(count-1) in processes of their own; all must succeed. Returns their int results (0 to 200)."""
    children = []
    for index in range(count):
        child = os.fork()
        if child == 0:
            code = 255
            try:
                code = body(index) or 0
            except BaseException:
                traceback.print_exc()
            os._exit(code)
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    for index, code in enumerate(codes):
        true(0 <= code <= 200, f"process {index} of {count} failed ({code})")
    return codes


def drop_caches():
    """Makes the guest forget clean pages, attributes and names."""
    os.sync()
    with open("/proc/sys/vm/drop_caches", "w") as control:
        control.write("3")
