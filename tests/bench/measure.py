"""What every benchmark shares: its arguments, invented stocks, processes timed and weighed, the table, the history."""

import argparse
import datetime
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    for name in ("program", "xtask", "work"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--rounds", type=int, default=int(os.environ.get("ROUNDS", "3")))
    return parser.parse_args()


def stock(given: argparse.Namespace, rows: int, day: int = 1) -> pathlib.Path:
    """The folder of an invented country of `rows` RPPS rows, made when it is not there."""
    folder = given.work / f"stock-{rows}-day{day}"
    if not folder.exists():
        making = folder.with_suffix(".making")
        shutil.rmtree(making, ignore_errors=True)
        command = [given.xtask, "synth", "--out", making, "--rows", str(rows), "--day", str(day)]
        subprocess.run(command, check=True, stdout=sys.stderr)
        making.rename(folder)
    return folder


def files(folder: pathlib.Path) -> list[pathlib.Path]:
    """What an import of the folder is given."""
    return sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".csv", ".json") and path.name != "changes.json")


def people(folder: pathlib.Path) -> pathlib.Path:
    return next(folder.glob("PS_LibreAcces_Personne_activite_*.txt"))


def size(path: pathlib.Path) -> int:
    """Bytes of a file, or of all files of a folder."""
    return path.stat().st_size if path.is_file() else sum(p.stat().st_size for p in path.rglob("*") if p.is_file())


class Run:
    """One process, from its start to its end: seconds, seconds of processor, peak of resident memory in MB."""

    def __init__(self, command: list, **options) -> None:
        said = tempfile.TemporaryFile()
        options = {"stdout": said, "stderr": said} | options
        start = time.perf_counter()
        child = subprocess.Popen([str(word) for word in command], **options)
        _, status, usage = os.wait4(child.pid, 0)
        self.seconds = time.perf_counter() - start
        self.processor = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss / 1024
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            said.seek(0)
            sys.stderr.buffer.write(said.read())
            raise SystemExit(f"{command[0]} ended with {child.returncode}")


def middle(values: list[float]) -> float:
    return statistics.median(values)


def spread(values: list[float]) -> str:
    return f"{middle(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def remember(given: argparse.Namespace, bench: str, figures: dict) -> None:
    """A line more in the history of this machine."""
    line = {
        "bench": bench,
        "at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "commit": subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "rows": given.rows,
        **figures,
    }
    with open(given.work / "history.jsonl", "a", encoding="utf-8") as history:
        history.write(json.dumps(line) + "\n")
