"""Does what the host asks, for as long as the guest lives.

One TCP connection per request, at port 7777. The host sends one line of JSON:

    {"script": bash, "cwd": folder, "limit": seconds, "env": {name: value}, "token": text}
    {"stop": true}

The script's output (both streams) comes back as it is, followed by "TOKEN STATUS\n"; 124 says that the limit was
reached and the script with all its children was killed.
"""

import ctypes
import json
import os
import signal
import socket
import subprocess
import threading

PORT = 7777
POWER_OFF = 0x4321FEDC


def serve(connection):
    with connection:
        request = json.loads(connection.makefile("r").readline())
        if request.get("stop"):
            power_off()
        status = run(request, connection)
        connection.sendall(f"{request['token']} {status}\n".encode())


def run(request, output):
    process = subprocess.Popen(
        ["bash", "-c", request["script"]],
        cwd=request["cwd"],
        env={**os.environ, **request["env"]},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
    )
    try:
        return process.wait(request["limit"])
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return 124


def power_off():
    subprocess.run(["timeout", "-s", "KILL", "5", "umount", "-a", "-t", "nfs,nfs4", "-f"])
    os.sync()
    ctypes.CDLL(None).reboot(ctypes.c_int(POWER_OFF))


listener = socket.create_server(("", PORT), backlog=16)
with open("/lab/ready", "w"):
    pass
while True:
    peer, _ = listener.accept()
    threading.Thread(target=serve, args=(peer,), daemon=True).start()
