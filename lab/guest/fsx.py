"""Random reads, writes, truncations and maps on one file, held against a copy in memory after every step."""

import mmap
import os
import random

from box import Failed, drop_caches

LARGEST = 300_000


def exercise(path, other, *, seed, operations):
    """Works on `path`; `other` is the same file seen without caches. A failure names the seed, which repeats the run."""
    Exerciser(path, other, seed).run(operations)


class Exerciser:
    def __init__(self, path, other, seed):
        self.path, self.other, self.seed = path, other, seed
        self.random = random.Random(seed)
        self.model = bytearray()
        self.file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o644)
        self.history = []

    def run(self, operations):
        steps = [self.write] * 6 + [self.read] * 6 + [self.truncate] * 2
        steps += [self.map_read, self.map_write, self.sync, self.reopen]
        for number in range(operations):
            step = self.random.choice(steps)
            self.history = self.history[-9:] + [f"{number} {step.__name__}"]
            step()
            # these cost a whole transfer, so they come rarely
            if number % 200 == 199:
                self.compare_all(self.other)
            if number % 500 == 499:
                drop_caches()
                self.compare_all(self.path)
        self.compare_all(self.other)
        os.close(self.file)

    def span(self, inside):
        start = self.random.randrange(max(1, len(self.model) if inside else LARGEST))
        length = self.random.choice((1, 7, 512, 4096, 4097, 20000, 65536))
        return start, min(length, (len(self.model) if inside else LARGEST) - start)

    def note(self, text):
        self.history[-1] += f"({text})"

    def write(self):
        start, length = self.span(inside=False)
        self.note(f"{start}, {length}")
        data = self.random.randbytes(length)
        os.pwrite(self.file, data, start)
        self.grow(start + length)
        self.model[start : start + length] = data

    def grow(self, size):
        self.model.extend(bytes(max(0, size - len(self.model))))

    def read(self):
        start, length = self.span(inside=True)
        self.note(f"{start}, {length}")
        self.compare(os.pread(self.file, length, start), start, length)

    def truncate(self):
        size = self.random.randrange(LARGEST)
        self.note(f"{size}")
        os.ftruncate(self.file, size)
        del self.model[size:]
        self.grow(size)

    def map_read(self):
        if self.model:
            start, length = self.span(inside=True)
            self.note(f"{start}, {length}")
            with mmap.mmap(self.file, 0, prot=mmap.PROT_READ) as pages:
                self.compare(pages[start : start + length], start, length)

    def map_write(self):
        if self.model:
            start, length = self.span(inside=True)
            self.note(f"{start}, {length}")
            data = self.random.randbytes(length)
            with mmap.mmap(self.file, 0) as pages:
                pages[start : start + length] = data
            self.model[start : start + length] = data

    def sync(self):
        os.fsync(self.file)

    def reopen(self):
        os.close(self.file)
        self.file = os.open(self.path, os.O_RDWR)

    def compare_all(self, path):
        os.fsync(self.file)
        with open(path, "rb") as file:
            self.compare(file.read(), 0, len(self.model))

    def compare(self, got, start, length):
        wanted = bytes(self.model[start : start + length])
        if got == wanted:
            return
        at = next((i for i, (a, b) in enumerate(zip(got, wanted)) if a != b), min(len(got), len(wanted)))
        raise Failed(
            f"fsx seed {self.seed}: at {start + at} expected {wanted[at:at + 8]!r} of {len(wanted)} bytes, "
            f"got {got[at:at + 8]!r} of {len(got)}, after {', '.join(self.history)}"
        )
