"""Raw clients that know what they are owed, run in a guest: `workers.py LAB ADDRESS PATH SECONDS SEED tcp|udp...` prints what they counted."""

import json
import sys
import time
from pathlib import Path

# the lab itself, which the guest sees where it is
sys.path.insert(0, str(Path(sys.argv[1])))

from cleatlab import ledger, nfs3, wire  # noqa: E402
from cleatlab.report import equal  # noqa: E402


class Impatient(wire.Datagrams):
    AGAIN = 0.3


address, path, seconds, seed, *transports = (sys.argv[2], 2049), *sys.argv[3:]
with wire.Stream(address) as connection:
    root = nfs3.mnt(connection, path)[1]
kinds = {"tcp": wire.Stream, "udp": Impatient}
workers = [
    ledger.Worker(address, root, f"-{transport}-{seed}-{number}", seed, kinds[transport], strict=True)
    for transport in transports
    for number in range(2)
]
time.sleep(float(seconds))
for worker in workers:
    worker.finish()
owed = sum(worker.verify() for worker in workers)
equal(nfs3.JUKEBOXES.quick(), [], "procedures that were answered JUKEBOX at once")
print(json.dumps({"calls": sum(each.calls for each in workers), "again": sum(each.again for each in workers), "owed": owed}))
