"""Start-up and memory: how long until it is ready, and what is resident after 100,000 mixed requests."""

import collections
import random

import measure
import queries
import serving

REQUESTS = 100_000

given = measure.arguments()
data, people = serving.directory(given)
sample = queries.people(people, 20_000, seed=1)
starts = []
for _ in range(given.rounds):
    server = serving.Server(given, data)
    starts.append(server.ready)
    first = server.resident()
    if len(starts) < given.rounds:
        server.stop()

random.seed(2)
connection, statuses = server.connect(), collections.Counter()
for _ in range(REQUESTS):
    person = random.choice(sample)
    path = random.choice((
        f"/v1/professionals/{person.rpps}",
        f"/v1/professionals/{person.rpps}/decisions",
        f"/v1/identifiers/{person.rpps}",
        serving.search_path(f"{person.family} {person.given}"),
        f"/professionnels/{person.rpps}",
    ))
    statuses[serving.asked(connection, path)[0]] += 1
resident = server.resident()
server.stop()
print(f"ready in {measure.spread(starts)} s (2 wanted)")
print(f"resident: {first:.0f} MB at first, {resident:.0f} MB after {REQUESTS} requests (600 wanted); statuses {dict(statuses)}")
measure.remember(given, "serve", {"ready": measure.middle(starts), "resident_mb": resident})
