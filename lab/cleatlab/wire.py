"""A raw client: messages as bytes (RFC 5531, RFC 4506), over TCP and UDP, for whatever no honest client sends."""

import itertools
import random
import socket
import struct

PORTMAP, NFS, MOUNT = 100000, 100003, 100005
TIMEOUT = 30  # seconds: the machine may be busy

XIDS = itertools.count(random.SystemRandom().randrange(1 << 31))


def words(*numbers):
    return b"".join(struct.pack(">I", number & 0xFFFFFFFF) for number in numbers)


def long(number):
    return struct.pack(">Q", number & 0xFFFFFFFFFFFFFFFF)


def fixed(data):
    """Bytes of a length that both sides know, padded to a multiple of four."""
    return data + bytes(-len(data) % 4)


def opaque(data):
    data = data.encode() if isinstance(data, str) else data
    return words(len(data)) + fixed(data)


def auth(flavor, body=b""):
    return words(flavor) + opaque(body)


def unix(uid=0, gid=0, gids=(), machine=b"lab"):
    return auth(1, words(0) + opaque(machine) + words(uid, gid, len(gids), *gids))


NONE = auth(0)
ROOT = unix()


def call(program, version, procedure, arguments=b"", credential=ROOT, verifier=NONE, xid=None, rpc=2):
    xid = next(XIDS) if xid is None else xid
    return words(xid, 0, rpc, program, version, procedure) + credential + verifier + arguments


def xid_of(message):
    return struct.unpack(">I", message[:4])[0]


def fragment(data, last=False):
    return words(len(data) | (0x80000000 if last else 0)) + data


def record(data):
    return fragment(data, last=True)


class Reader:
    """Takes an answer apart; what is missing raises ValueError."""

    def __init__(self, data):
        self.data = data
        self.at = 0

    def take(self, count):
        if self.at + count > len(self.data):
            raise ValueError(f"{count} bytes wanted, {len(self.data) - self.at} there")
        self.at += count
        return self.data[self.at - count : self.at]

    def word(self):
        return struct.unpack(">I", self.take(4))[0]

    def long(self):
        return struct.unpack(">Q", self.take(8))[0]

    def opaque(self):
        length = self.word()
        data = self.take(length)
        self.take(-length % 4)
        return data

    def rest(self):
        return self.data[self.at :]


class Reply:
    """What came back: `verdict` is a word of RFC 5531 §9, `body` the results of a SUCCESS or the bounds of a mismatch."""

    ACCEPTED = ("SUCCESS", "PROG_UNAVAIL", "PROG_MISMATCH", "PROC_UNAVAIL", "GARBAGE_ARGS", "SYSTEM_ERR")

    def __init__(self, message):
        self.bytes = len(message)
        reader = Reader(message)
        self.xid = reader.word()
        if reader.word() != 1:
            raise ValueError("not a reply")
        if reader.word() == 0:
            reader.word()
            reader.opaque()
            self.verdict = self.ACCEPTED[reader.word()]
        elif reader.word() == 0:
            self.verdict = "RPC_MISMATCH"
        else:
            self.verdict = f"AUTH_{reader.word()}"
        self.body = reader.rest()

    def reader(self):
        return Reader(self.body)

    def status(self):
        """The first word of the results, or the verdict where there are none."""
        return self.reader().word() if self.verdict == "SUCCESS" and self.body else self.verdict

    def __repr__(self):
        return f"{self.verdict} {self.body[:40].hex()}"


class Stream:
    """A TCP connection. `source` is an address to come from."""

    repeated = False

    def __init__(self, address, timeout=TIMEOUT, source=None, buffer=None):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        if source:
            self.socket.bind((source, 0))
        self.socket.settimeout(timeout)
        self.socket.connect(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.waiting = {}

    def say(self, data):
        self.socket.sendall(data)
        return self

    def send(self, message):
        return self.say(record(message))

    def hear(self):
        """The next record; raises ConnectionError where the server has closed."""
        whole = b""
        while True:
            mark = struct.unpack(">I", self._take(4))[0]
            whole += self._take(mark & 0x7FFFFFFF)
            if mark & 0x80000000:
                return whole

    def _take(self, count):
        data = bytearray()
        while len(data) < count:
            more = self.socket.recv(min(count - len(data), 1 << 20))
            if not more:
                raise ConnectionResetError("closed by the server")
            data += more
        return bytes(data)

    def answer(self, xid):
        """The reply to this call, whatever else comes before it."""
        while xid not in self.waiting:
            reply = Reply(self.hear())
            self.waiting[reply.xid] = reply
        return self.waiting.pop(xid)

    def ask(self, message):
        self.send(message)
        return self.answer(xid_of(message))

    def is_left(self):
        """Whether the server closes; waits for it."""
        try:
            while self.socket.recv(1 << 16):
                pass
            return True
        except ConnectionError:
            return True
        except TimeoutError:
            return False

    def reset(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Datagrams:
    """A UDP socket; a call is sent again after a while, as clients do."""

    AGAIN = 2

    def __init__(self, address, timeout=TIMEOUT, source=None):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        if source:
            self.socket.bind((source, 0))
        self.address = address
        self.timeout = timeout
        self.repeated = False

    def send(self, message):
        self.socket.sendto(message, self.address)
        return self

    def hear(self, timeout):
        self.socket.settimeout(timeout)
        return self.socket.recv(1 << 16)

    def ask(self, message):
        """Answers the Reply; `repeated` tells whether the call was sent more than once."""
        for turn in range(int(self.timeout / self.AGAIN)):
            self.repeated = turn > 0
            self.send(message)
            try:
                while True:
                    reply = Reply(self.hear(self.AGAIN))
                    if reply.xid == xid_of(message):
                        return reply
            except TimeoutError:
                pass
        raise TimeoutError(f"no answer over UDP within {self.timeout} s")

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


TRANSPORTS = {"tcp": Stream, "udp": Datagrams}
