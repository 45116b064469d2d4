"""The load, what happens under it, and the table."""

import collections
import http.client
import itertools
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

import answers
import depot
import proxy
import server

URL = "s3://generations/cluster"
READERS = 3
CALLERS = 6
# Kept below what two cores give to a debug build: the question is whether a request fails, not how many fit.
PAUSE = 0.01
ASKED = [ask for ask in answers.MIX if ask.method == "GET"]


class Caller(threading.Thread):
    """One client that asks the proxy, one request after the other."""

    def __init__(self, address, number, over):
        super().__init__(daemon=True)
        self.address, self.number, self.over = address, number, over
        self.taken, self.failures, self.generations = [], [], collections.Counter()

    def run(self):
        connection = http.client.HTTPConnection(self.address, timeout=60)
        for ask in itertools.islice(itertools.cycle(ASKED), self.number, None):
            if self.over.wait(PAUSE):
                return
            begun = time.monotonic()
            try:
                connection.request(ask.method, ask.path, headers=ask.headers)
                answer = connection.getresponse()
                self.judge(ask, answer.status, answer.headers["ETag"] or "", answer.read())
            except (OSError, http.client.HTTPException) as error:
                self.failures.append(f"{ask.path}: {type(error).__name__}: {error}")
                connection.close()
            self.taken.append(time.monotonic() - begun)

    def judge(self, ask, status, tag, body):
        if status != 200:
            self.failures.append(f"{ask.path}: {status} {body[:200]}")
            return
        tagged = tag.removeprefix('W/"').rstrip('"').split(".")[0]
        found = set(ask.generations(body)) | {tagged}
        if len(found) != 1:
            self.failures.append(f"{ask.path}: one answer of {sorted(found)}")
        self.generations[tagged] += 1


class Cluster:
    """The writer, the store, and its readers."""

    def __init__(self, program, folder):
        self.program, self.folder, self.store = program, pathlib.Path(folder), depot.Store()
        signing, verify = depot.keys(folder)
        self.publishing = self.store.environment | {"AIGUILLEUR_DEPOT_SIGNING_KEY": str(signing)}
        self.reading = self.store.environment | {"AIGUILLEUR_DEPOT_VERIFY_KEY": str(verify), "AIGUILLEUR_DEPOT_POLL": "500ms"}
        self.port, *self.ports = proxy.free_ports(1 + READERS)

    def published(self):
        """Another generation, from import to depot; its name."""
        writer = self.folder / "writer"
        server.publish(self.program, writer)
        command = [self.program, "publish", URL, "--data", writer]
        subprocess.run(command, env=self.publishing, check=True, capture_output=True)
        return (writer / "CURRENT").read_text().strip()

    def reader(self, number):
        data, listen = self.folder / f"reader-{number}", f"127.0.0.1:{self.ports[number]}"
        return depot.Reader(self.program, data, URL, self.reading, listen)


def swapped(readers, generation):
    begun = time.monotonic()
    for reader in readers:
        reader.comes_to(reader.generation, generation)
    return time.monotonic() - begun


def restarted(cluster, readers):
    """Kills one reader as a machine's end would, and starts it again on its disk."""
    readers[1].process.kill()
    readers[1].process.wait()
    begun = time.monotonic()
    readers[1] = cluster.reader(1)
    depot.until(lambda: readers[1].operators("/ready")[0], lambda status: status == 200)
    return time.monotonic() - begun


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 30.0
    with tempfile.TemporaryDirectory() as folder:
        cluster = Cluster(server.program(sys.argv[2:]), folder)
        first = cluster.published()
        readers = [cluster.reader(number) for number in range(READERS)]
        swapped(readers, first)
        with proxy.Nginx(folder, cluster.port, cluster.ports) as nginx:
            depot.until(lambda: answered(nginx.address), bool)
            over, begun = threading.Event(), time.monotonic()
            callers = [Caller(nginx.address, number, over) for number in range(CALLERS)]
            for caller in callers:
                caller.start()
            over.wait(seconds / 5)
            second = cluster.published()
            events = {"another generation, from the pointer's move to the last reader": swapped(readers, second)}
            over.wait(seconds / 5)
            events["one reader killed, until it is ready again"] = restarted(cluster, readers)
            over.wait(max(seconds - (time.monotonic() - begun), seconds / 5))
            over.set()
            for caller in callers:
                caller.join()
        for reader in readers:
            reader.__exit__()
        cluster.store.stop()
        return report(callers, events, (first, second), nginx.tried_again())


def answered(address):
    try:
        connection = http.client.HTTPConnection(address, timeout=5)
        connection.request("GET", "/v1/status")
        return connection.getresponse().status == 200
    except OSError:
        return False


def report(callers, events, generations, tried_again):
    taken = sorted(itertools.chain.from_iterable(caller.taken for caller in callers))
    failures = [failure for caller in callers for failure in caller.failures]
    seen = sum((caller.generations for caller in callers), collections.Counter())
    print(f"{len(taken):>8}  requests by {len(callers)} clients, {len(failures)} failed")
    print(f"{tried_again:>8}  asked of a second reader by the proxy")
    for generation in generations:
        print(f"{seen.pop(generation, 0):>8}  answers from {generation}")
    print(f"{taken[len(taken) // 2] * 1e3:>8.0f}  ms, half of them; {taken[len(taken) * 99 // 100] * 1e3:.0f} ms, 99 of 100")
    for what, lasted in events.items():
        print(f"{lasted:>8.1f}  s: {what}")
    if seen:
        failures.append(f"answers from {sorted(seen)}, which was never published")
    for failure in failures[:20]:
        print("FAILED", failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
