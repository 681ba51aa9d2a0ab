"""What a group of hostile inputs is, and the server that it is tried on."""

import contextlib
import dataclasses
import functools

from .. import nfs3
from ..report import equal, true
from ..wire import MOUNT, NFS, NONE, PORTMAP, TRANSPORTS, Reply, Stream, call, xid_of

GROUPS = []


@dataclasses.dataclass(frozen=True)
class Group:
    number: int
    claim: str
    transports: tuple
    body: object


def group(number, *transports):
    """Marks a function of a Target and a transport's name as the test of a group; its name is the claim."""

    def mark(body):
        GROUPS.append(Group(number, body.__name__.replace("_", "-"), transports or ("tcp", "udp"), body))
        return body

    return mark


class Target:
    """A server with two exports, what is in the first, and a count of what was thrown at it."""

    def __init__(self, server, folder, stranger):
        self.server = server
        self.folder = folder
        self.stranger = stranger
        self.host = server.address
        self.ports = {NFS: server.ports.nfs, MOUNT: server.ports.mount, PORTMAP: server.ports.portmap}
        self.inputs = 0
        with self.files() as files:
            self.root = self.mount(server.path())
            self.other_root = self.mount(server.path(1))
            self.file = files.lookup(self.root, b"file")[1]

    def at(self, program=NFS):
        return self.host, self.ports[program]

    def mount(self, path):
        with self.connect("tcp", MOUNT) as connection:
            status, handle = nfs3.mnt(connection, path)
        equal(status, nfs3.OK, f"status of MNT of {path}")
        return handle

    def connect(self, transport="tcp", program=NFS, **how):
        return TRANSPORTS[transport](self.at(program), **how)

    @contextlib.contextmanager
    def files(self, transport="tcp"):
        with self.connect(transport) as connection:
            yield nfs3.Files(connection)

    def count(self, inputs=1):
        self.inputs += inputs

    def serves(self):
        """Holds that well-formed calls are answered over both transports."""
        for transport in TRANSPORTS:
            with self.files(transport) as files:
                equal(files.read(self.file, 0, 64)[:2], (nfs3.OK, self.content), f"what is read over {transport} afterwards")

    def lookup(self, name, directory=None):
        with self.files() as files:
            status, handle = files.lookup(directory or self.root, name)
        equal(status, nfs3.OK, f"status of LOOKUP of {name}")
        return handle

    def lookup_status(self, name):
        with self.files() as files:
            return files.lookup(self.root, name)[0]

    def harmless(self):
        """Good arguments of procedures that change nothing whatever becomes of their bytes."""
        changing = {nfs3.SETATTR, *range(nfs3.WRITE, nfs3.READDIR)}
        procedures = nfs3.every_procedure(self.root, self.file)
        return {procedure: arguments for procedure, arguments in procedures.items() if procedure not in changing}

    @functools.cached_property
    def content(self):
        return (self.folder / "file").read_bytes()

    def verdict(self, connection, message):
        """Sends what a whole call is; answers the Reply."""
        self.count()
        return connection.ask(message)

    def dropped(self, connection, message):
        """Holds that this gets no answer: the NULL behind it gets one, and there is none before it."""
        self.count()
        fence = call(NFS, 3, 0, credential=NONE)
        if isinstance(connection, Stream):
            connection.send(message).send(fence)
            heard = Reply(connection.hear())
        else:
            connection.send(message)
            heard = connection.ask(fence)
        true(heard.xid == xid_of(fence), f"answered {heard} to what should have been dropped: {message[:60].hex()}")
