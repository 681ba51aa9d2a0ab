"""A bad network between UDP clients and a server: datagrams are lost, repeated, and held back behind later ones."""

import heapq
import random
import selectors
import socket
import threading
import time


class BadNetwork:
    """Listens at `port` and passes on what comes; `lost`, `repeated` and `late` are chances, the seed repeats a run."""

    HELD_BACK = 0.03  # seconds at most

    def __init__(self, listen, server, seed, lost=0.1, repeated=0.1, late=0.2):
        self.random = random.Random(seed)
        self.chances = lost, repeated, late
        self.server = server
        self.counts = {"passed": 0, "lost": 0, "repeated": 0, "late": 0}
        self._front = self._socket(listen)
        self.address = self._front.getsockname()
        self._backs = {}
        self._held = []
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._front, selectors.EVENT_READ, None)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @staticmethod
    def _socket(address):
        made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        made.bind(address)
        made.setblocking(False)
        return made

    def _run(self):
        while not self._over.is_set():
            for key, _ in self._selector.select(0.005):
                self._receive(key.fileobj, key.data)
            while self._held and self._held[0][0] <= time.monotonic():
                _, _, out, data, to = heapq.heappop(self._held)
                self._pass(out, data, to)

    def _receive(self, at, client):
        try:
            data, sender = at.recvfrom(1 << 16)
        except OSError:
            return
        if client is None:
            self._disturb(self._back_of(sender), data, self.server)
        else:
            self._disturb(self._front, data, client)

    def _back_of(self, client):
        """A socket of its own for each client, whose address it must keep."""
        if client not in self._backs:
            self._backs[client] = self._socket((self.server[0], 0))
            self._selector.register(self._backs[client], selectors.EVENT_READ, client)
        return self._backs[client]

    def _disturb(self, out, data, to):
        lost, repeated, late = self.chances
        if self.random.random() < lost:
            self.counts["lost"] += 1
            return
        if self.random.random() < repeated:
            self.counts["repeated"] += 1
            self._hold(out, data, to)
        if self.random.random() < late:
            self.counts["late"] += 1
            self._hold(out, data, to)
        else:
            self._pass(out, data, to)

    def _hold(self, out, data, to):
        due = time.monotonic() + self.random.uniform(0, self.HELD_BACK)
        heapq.heappush(self._held, (due, self.random.random(), out, data, to))

    def _pass(self, out, data, to):
        self.counts["passed"] += 1
        try:
            out.sendto(data, to)
        except OSError:
            self.counts["lost"] += 1

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join()
        for each in (self._front, *self._backs.values()):
            each.close()
