"""The same questions to our server, to SQLite's full text (words alone; with trigrams where words find nobody) and to
PostgreSQL's trigrams: the share answered right in the first place (somebody of the same name counts), and the time."""

import json
import os
import random
import time

import measure
import peers
import queries
import serving

# Of each kind; an engine that has not answered them in so many seconds is asked no further, so that a whole country ends too.
QUESTIONS = int(os.environ.get("QUESTIONS", "100"))
SECONDS = float(os.environ.get("SECONDS", "15"))

given = measure.arguments()
data, people = serving.directory(given)
sample = queries.people(people, QUESTIONS, seed=3)
database = given.work / f"search-peer-{given.rows}"
if not database.exists():
    making = database.with_suffix(".making")
    making.unlink(missing_ok=True)
    peers.sqlite_load(people, making, peers.SQLITE_LETTERS)
    making.rename(database)
sqlite = peers.sqlite_open(database)
server = serving.Server(given, data)
connection = server.connect()


def ask_us(text: str) -> tuple | None:
    hits = json.loads(serving.asked(connection, serving.search_path(text))[1])["hits"]
    return queries.plain(hits[0]["name"]) if hits else None


def folded(ask):
    """What `ask` finds, as names are compared."""

    def asked(text: str) -> str | None:
        found = ask(text)
        return queries.plain(found) if found else None

    return asked


systems = {
    "aiguilleur": ask_us,
    "SQLite": folded(lambda text: peers.sqlite_words(sqlite, text)),
    "SQLite +3": folded(lambda text: peers.sqlite_letters(sqlite, queries.plain(text))),
}
if postgres := peers.postgres(people, given.work / f"search-postgres-{given.rows}"):
    systems["PostgreSQL"] = postgres.ask
figures: dict = {name: {} for name in systems}
print(f"{'':<10} {'':<11} {'asked':>6} {'at 1':>6} {'median ms':>10} {'p99 ms':>8}", flush=True)
for kind in queries.KINDS:
    draw = random.Random(4)
    asked = [(queries.typed(kind, person, draw), queries.plain(f"{person.given} {person.family}")) for person in sample]
    for name, ask in systems.items():
        ask(asked[0][0])
        times, right = [], 0
        for text, wanted in asked:
            start = time.perf_counter()
            found = ask(text)
            times.append((time.perf_counter() - start) * 1e3)
            right += found is not None and sorted(found.split()) == sorted(wanted.split())
            if sum(times) > SECONDS * 1e3:
                break
        times.sort()
        median, last = measure.middle(times), times[int(len(times) * 0.99)]
        figures[name][kind] = (len(times), right / len(times), median, last)
        print(f"{kind:<10} {name:<11} {len(times):>6} {right / len(times):>6.3f} {median:>10.2f} {last:>8.2f}", flush=True)
server.stop()
if postgres:
    postgres.stop()
measure.remember(given, "search", figures)
