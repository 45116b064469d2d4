"""Answers of the running server through the models of two generated clients, and back: not a field is lost."""

import copy
import json
import sys
import urllib.parse
import urllib.request

import aiguilleur_client.models as ours
import generated_client.models as theirs
from aiguilleur_client.api.decisions import get_decisions as typed
from aiguilleur_client.client import Client
from aiguilleur_client.models import Usage

PEOPLE = ["99700000104", "99700000112", "99700000120", "99700000138", "99700000146", "99700000153"]
STRUCTURES = ["990001018", "990010159", "499700000104007", "399900001100018", "990001133", "2A9900123"]


def asked(url, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url + path, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def answers(url):
    """Some four hundred answers, each with the name of its schema."""
    usages = ["dmp", "insi_manu", "insi_auto", "psc", "roc", "mssante_operateur"]
    for person in PEOPLE:
        yield "Professional", asked(url, f"/v1/professionals/{person}")
        yield "Identifier", asked(url, f"/v1/identifiers/{person}")
        for usage in usages:
            for trace in ["true", "false"]:
                for day in ["2023-01-15", "2023-07-01", "2024-06-30", "2026-11-20"]:
                    query = f"usages={usage}&usages=dmp&trace={trace}&as_of={day}"
                    yield "Decided", asked(url, f"/v1/professionals/{person}/decisions?{query}")
    for structure in STRUCTURES:
        yield "Structures", asked(url, f"/v1/structures/{structure}")
        yield "Identifier", asked(url, f"/v1/identifiers/{structure}")
        yield "Practitioners", asked(url, f"/v1/structures/{structure}/professionals")
        for usage in usages:
            for day in ["2023-01-15", "2024-06-30", "2026-11-20"]:
                query = f"usage={usage}&as_of={day}"
                yield "Decided", asked(url, f"/v1/structures/{structure}/decisions?{query}")
    for text in ["vauquelin rouen", "pharmacie", "centre hospitalier", "martin"]:
        query = urllib.parse.urlencode({"q": text, "explain": "true", "facets": "true"})
        yield "SearchPage", asked(url, f"/v1/search?{query}")
    yield "Status", asked(url, "/v1/status")
    yield "Changes", asked(url, "/v1/changes")
    yield "Mixed", asked(url, "/v1/decisions:batch", {"ids": PEOPLE + STRUCTURES + ["12"]})
    for want in ["records", "decisions"]:
        yield "Batch", asked(url, "/v1/professionals:batch", {"ids": PEOPLE + ["12"], "want": want})


def renewed(value):
    """The same answer with codes that nobody knows yet."""
    value = copy.deepcopy(value)
    for decision in value.get("decisions", []):
        decision["outcome"] = decision["couloir"] = "tout_nouveau"
        for warning in decision["warnings"]:
            warning["code"] = warning["severity"] = "tout_nouveau"
    return value


def through(models, read, name, value):
    model = getattr(models, name)
    came = read(model, copy.deepcopy(value)).to_dict()
    came = json.loads(json.dumps(came, default=str))
    if came != value:
        raise SystemExit(f"{models.__name__}.{name}: BAD {first(value, came)}")


def first(one, other, place=""):
    """Where two values differ first."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(one.keys() | other.keys()):
            if one.get(key, "absent") != other.get(key, "absent"):
                return first(one.get(key, "absent"), other.get(key, "absent"), f"{place}/{key}")
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, (left, right) in enumerate(zip(one, other)):
            if left != right:
                return first(left, right, f"{place}/{at}")
    return f"{place}: {json.dumps(one)[:200]} became {json.dumps(other)[:200]}"


if __name__ == "__main__":
    count = 0
    for name, value in answers(sys.argv[1]):
        for one in [value, renewed(value)] if name == "Decided" else [value]:
            through(ours, lambda model, it: model.from_dict(it), name, one)
            through(theirs, lambda model, it: model.from_dict(it), name, one)
        count += 1
    client = Client(base_url=sys.argv[1])
    several = typed.sync(PEOPLE[0], client=client, usages=[Usage.DMP, Usage.ROC])
    if not isinstance(several, ours.Decided) or count < 400:
        raise SystemExit(f"a list, {count} answers: BAD {several}")
    print(f"openapi-python-client, openapi-generator: {count} answers, good")
