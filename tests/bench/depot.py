"""A generation through a depot, a folder and a local S3 server in turn: seconds to publish, then until a reader that
starts on an empty disk is ready; beside a plain copy of the same generation."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import measure
import serving

given = measure.arguments()
data, _ = serving.directory(given)
served = (data / "CURRENT").read_text().strip()
generation = data / "generations" / served
folder, disk = given.work / "depot-folder", given.work / "depot-reader"


class Moto:
    """moto's S3 server in a process of its own."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        credentials = {"AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench", "AWS_REGION": "us-east-1"}
        self.environment = os.environ | credentials | {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}"}
        bucket = urllib.request.Request(f"http://127.0.0.1:{self.port}/generations", method="PUT")
        while True:
            try:
                urllib.request.urlopen(bucket)
                return
            except urllib.error.URLError:
                time.sleep(0.1)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


def emptied(path):
    shutil.rmtree(path, ignore_errors=True)
    return path


def copied() -> float:
    """Seconds of `cp -r`, and until it is on the disk."""
    return measure.Run(["sh", "-c", f'cp -r "{generation}" "{emptied(disk)}" && sync -f "{disk}"']).seconds


def through(url: str, environment: dict) -> tuple[float, float, float]:
    """Seconds to publish, seconds until a reader is ready, megabytes that it holds in memory then."""
    publishing = measure.Run([given.program, "publish", url, "--data", data], env=environment)
    reader = serving.Server(given, emptied(disk), "--from", url, env=environment)
    resident = reader.resident()
    reader.stop()
    return publishing.seconds, reader.ready, resident


rounds = {"cp -r": [], "folder": [], "S3": []}
for _ in range(given.rounds):
    rounds["cp -r"].append((0.0, copied(), 0.0))
    emptied(folder)
    rounds["folder"].append(through(f"file://{folder.resolve()}", dict(os.environ)))
    emptied(folder)
    store = Moto()
    rounds["S3"].append(through("s3://generations/bench", store.environment))
    store.stop()
emptied(disk)

print(f"{measure.size(generation) / 1e6:.0f} MB in {sum(1 for path in generation.rglob('*') if path.is_file())} files")
print(f"{'':<8} {'publish s':>24} {'empty disk to ready s':>24} {'MB':>6}")
for name, runs in rounds.items():
    publish, ready, resident = zip(*runs)
    print(f"{name:<8} {measure.spread(list(publish)):>24} {measure.spread(list(ready)):>24} {max(resident):>6.0f}")
ready = {name: measure.middle([run[1] for run in runs]) for name, runs in rounds.items()}
print(f"{ready['S3']:.1f} s from S3 (60 wanted), {ready['S3'] / ready['cp -r']:.1f} × a copy")
measure.remember(given, "depot", {"copy": ready["cp -r"], "folder": ready["folder"], "s3": ready["S3"]})
