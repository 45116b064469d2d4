"""The program as the load sees it: a data folder of the fixtures, keys, a running server and what it counts."""

import http.client
import json
import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def program(given):
    target = os.environ.get("CARGO_TARGET_DIR", ROOT / "target")
    return (given or [os.environ.get("AIGUILLEUR_BIN", pathlib.Path(target, "debug", "aiguilleur"))])[0]


def publish(program, data):
    """Imports the fixtures: each time another generation of the same content."""
    files = [path for path in sorted((ROOT / "fixtures").iterdir()) if path.is_file() and path.suffix != ".md"]
    subprocess.run([program, "import", "--data", data, *files], check=True, capture_output=True)


def key(program, data):
    arguments = [program, "keys", "create", "load", "--scope", "read,reconcile", "--json", "--data", data]
    return json.loads(subprocess.run(arguments, check=True, capture_output=True).stdout)["key"]


class Running:
    """A server that asks for keys, until the end of the `with`."""

    def __init__(self, program, data):
        arguments = ["serve", "--require-keys", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"]
        self.process = subprocess.Popen([program, *arguments, "--data", data], stdout=subprocess.PIPE, text=True)
        addresses = [re.search(r"http://([0-9.:]+)/", self.process.stdout.readline()).group(1) for _ in range(2)]
        self.address, self.admin = addresses

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        if self.process.wait(60) != 0:
            raise SystemExit(f"the server ended with status {self.process.returncode}")

    def connect(self):
        return http.client.HTTPConnection(self.address, timeout=60)

    def resident(self):
        """Resident memory in kilobytes."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1))

    def metric(self, name, labels):
        connection = http.client.HTTPConnection(self.admin, timeout=60)
        connection.request("GET", "/metrics")
        text = connection.getresponse().read().decode()
        found = re.search(rf"^{name}\{{{re.escape(labels)}\}} (\S+)$", text, re.MULTILINE)
        return float(found.group(1)) if found else 0.0
