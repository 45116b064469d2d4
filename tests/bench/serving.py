"""A server of a national generation: imported once, started, waited for, asked."""

import http.client
import pathlib
import re
import subprocess
import time
import urllib.parse

import measure


def directory(given) -> tuple[pathlib.Path, pathlib.Path]:
    """The data folder and the RPPS file it was made of."""
    folder, data = measure.stock(given, given.rows), given.work / f"serve-data-{given.rows}"
    if not (data / "CURRENT").exists():
        measure.Run([given.program, "import", "--data", data, *measure.files(folder)])
    return data, measure.people(folder)


class Server:
    """`aiguilleur serve` on free ports. `ready` is the seconds from its start until `/ready` answers 200."""

    def __init__(self, given, data: pathlib.Path, *more, **options) -> None:
        start = time.perf_counter()
        command = [given.program, "serve", "--data", data, "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", *more]
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True} | options
        self.process = subprocess.Popen(command, **options)
        found: list[str] = []
        while len(found) < 2:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit("the server ended before it listened")
            found += re.findall(r"http://([0-9.:]+)", line)
        while 200 not in (answers := [ready(address) for address in found]):
            time.sleep(0.01)
        self.ready = time.perf_counter() - start
        self.address = found[answers.index(404)] if 404 in answers else found[0]

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.address)

    def resident(self) -> float:
        """MB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


def ready(address: str) -> int:
    return asked(http.client.HTTPConnection(address), "/ready")[0]


def asked(connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read()


def search_path(text: str, limit: int = 5) -> str:
    return "/v1/search?" + urllib.parse.urlencode({"q": text, "limit": limit})
