"""A whole import (RPPS, FINESS+, SIRENE; store and index published) beside the RPPS file alone in SQLite (table, index,
full text), quick and durable, and in a bare DuckDB table, in turn.

The quick SQLite flushes nothing and indexes three columns: ours is durable and verified, reads two files more and
indexes what the durable one does, and structures besides. The harder figure is the one that is aimed at."""

import shutil
import sys

import measure
import peers

given = measure.arguments()
folder = measure.stock(given, given.rows)
people = measure.people(folder)
data, peer = given.work / "import-data", given.work / "import-peer"
ours, sqlite, durable, duckdb = [], [], [], []
for _ in range(given.rounds):
    shutil.rmtree(data, ignore_errors=True)
    ours.append(measure.Run([given.program, "import", "--data", data, *measure.files(folder)]))
    peer.unlink(missing_ok=True)
    sqlite.append(peers.sqlite_load(people, peer))
    peer.unlink(missing_ok=True)
    durable.append(peers.sqlite_load(people, peer, pragmas=peers.DURABLE, searched=peers.SEARCHED))
    peer.unlink(missing_ok=True)
    duckdb.append(measure.Run([sys.executable, peers.__file__, people, peer]))
peer.unlink(missing_ok=True)

print(f"{'':<15} {'seconds':>24} {'processor s':>24} {'peak MB':>10}")
for name, runs in (("aiguilleur", ours), ("SQLite", sqlite), ("SQLite, durable", durable), ("DuckDB", duckdb)):
    seconds, processor = measure.spread([run.seconds for run in runs]), measure.spread([run.processor for run in runs])
    print(f"{name:<15} {seconds:>24} {processor:>24} {max(run.peak for run in runs):>10.0f}")
generation = measure.size(data / "generations")
figures = {
    "to_sqlite": measure.middle([a.seconds / b.seconds for a, b in zip(ours, sqlite)]),
    "to_durable_sqlite": measure.middle([a.seconds / b.seconds for a, b in zip(ours, durable)]),
    "to_duckdb": measure.middle([a.seconds / b.seconds for a, b in zip(ours, duckdb)]),
    "seconds": measure.middle([run.seconds for run in ours]),
    "peak_mb": max(run.peak for run in ours),
    "disk_to_text": generation / measure.size(people),
}
print(f"{figures['to_sqlite']:.2f} × SQLite (0.75 wanted), {figures['to_duckdb']:.2f} × DuckDB (2.5 wanted)")
print(f"{figures['to_durable_sqlite']:.2f} × SQLite as it comes, durable, all that is searched here in its full text")
print(f"generation: {generation / 1e6:.0f} MB, {figures['disk_to_text']:.2f} × the RPPS text (0.8 wanted)")
measure.remember(given, "import", figures)
