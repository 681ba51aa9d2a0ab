"""A network of the lab's own: the server at 10.77.0.1, guest N at 10.77.0.1N, every port free, nothing else in sight."""

import os
import subprocess
import sys

SERVER = "10.77.0.1"
CLIENTS = "10.77.0.0/24"
SERVER6 = "fd77::1"
CLIENTS6 = "fd77::/64"
# jumbo frames: a system call of the guest costs 10 µs, so fewer and larger packets
MTU = 9000
GUESTS = range(1, 9)

_INSIDE = "CLEAT_LAB_INSIDE"


def enter():
    """Runs this program again inside namespaces of its own, unless it is there already.

    Network, mounts and processes are all private: whatever a suite starts or mounts ends with it, even when it is killed.
    """
    if os.environ.get(_INSIDE):
        return
    os.environ[_INSIDE] = "1"
    sys.stdout.flush()
    os.execvp(
        "unshare",
        ["unshare", "--net", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child", "--mount-proc"]
        + [sys.executable, *sys.argv],
    )


def bring_up():
    """Makes the bridge and the guests' taps in the namespace this process is in. Done twice, it does nothing."""
    if subprocess.run(["ip", "link", "show", "lab"], capture_output=True).returncode == 0:
        return
    lines = ["link set lo up", "link add lab type bridge", f"addr add {SERVER}/24 dev lab"]
    lines.append(f"addr add {SERVER6}/64 dev lab nodad")
    for number in GUESTS:
        # vnet_hdr: the guest hands over whole segments and leaves the checksums out
        lines += [
            f"tuntap add dev {tap(number)} mode tap vnet_hdr",
            f"link set {tap(number)} master lab mtu {MTU} up",
        ]
    lines.append(f"link set lab mtu {MTU} up")
    subprocess.run(["ip", "-batch", "-"], input="\n".join(lines) + "\n", text=True, check=True)


def tap(number):
    return f"guest{number}"


def address(number):
    return f"10.77.0.1{number}"


def address6(number):
    return f"fd77::1{number}"
