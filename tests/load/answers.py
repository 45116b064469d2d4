"""What the load asks for, and which generation each answer says it is from."""

import dataclasses
import json

PEOPLE = ["99700000104", "99700000203", "99700000245", "899700000104"]
STRUCTURES = ["990001018", "990010159", "99700000104007"]
IDS = json.dumps({"ids": PEOPLE * 5 + ["12"]})
RECORDS = [{"client_id": str(n), "rpps": rpps, "identifier": "990010159"} for n, rpps in enumerate(PEOPLE * 3)]


def in_data(body):
    yield json.loads(body)["data"]["generation"]


def at_top(body):
    yield json.loads(body)["generation"]


def only_tagged_lines(body):
    for line in body.splitlines():
        json.loads(line)
    return ()


def only_tagged(body):
    json.loads(body)
    return ()




@dataclasses.dataclass(frozen=True)
class Ask:
    path: str
    generations: object
    body: str | None = None
    lines: bool = False

    @property
    def method(self):
        return "GET" if self.body is None else "POST"

    @property
    def headers(self):
        kind = "application/x-ndjson" if self.lines else "application/json"
        return {"Accept": kind, "Content-Type": "application/json"}


DECISIONS = [Ask(f"/v1/professionals/{person}/decisions", in_data) for person in PEOPLE]
MIX = [
    *DECISIONS,
    Ask("/v1/professionals/99700000104", in_data),
    *DECISIONS,
    Ask("/v1/search?q=martin", only_tagged),
    *[Ask(f"/v1/structures/{structure}", only_tagged) for structure in STRUCTURES],
    Ask("/v1/professionals:batch", only_tagged_lines, IDS, lines=True),
    Ask("/v1/identifiers/990001018", only_tagged),
    Ask("/v1/reconcile", only_tagged, json.dumps(RECORDS)),
    Ask("/v1/status", at_top),
]
