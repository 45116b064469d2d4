"""Every row of FOLDER/export, read by DuckDB, against what the API answers for that person and that structure."""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import urllib.request

import duckdb

folder = pathlib.Path(sys.argv[1])
DAY = "2026-11-22"
TABLES = ["professionals", "situations", "structures", "decisions", "changes"]


def code(labelled):
    return labelled and labelled["code"]


def codes(warnings):
    return [warning["code"] for warning in warnings]


def values(proposals):
    return [proposal["value"] for proposal in proposals if proposal.get("value")]


def identifier(name, found):
    found = found or {}
    return {f"{name}_kind": found.get("kind"), name: found.get("value"), f"{name}_id_nat_struct": found.get("id_nat_struct")}


def keys(answer, index):
    """What a situation and its decision are joined by."""
    situation, structure = answer["decisions"][index]["situation"], answer["decisions"][index]["structure"] or {}
    return {
        "id_nat_pp": answer["professional"]["id_nat_pp"],
        "rpps": answer["professional"]["rpps"],
        "situation_index": index,
        "status": situation["status"],
        "id_nat_struct": structure.get("id_nat_struct"),
        "secteur_activite": code(situation["secteur_activite"]),
        "mode_exercice": code(situation["mode_exercice"]),
        "profession": code(situation["profession"]),
    }


def decision(answer, index):
    found = answer["decisions"][index]
    severities = [warning["severity"] for warning in found["warnings"]]
    contract = found["contract"] or {}
    return {
        **keys(answer, index),
        "couloir": found["couloir"],
        "outcome": found["outcome"],
        "orderer": found["orderer"],
        "recommended": answer["recommendation"]["decision"] == index,
        **identifier("identifier", found["identifier"]),
        **identifier("fallback", found.get("fallback_identifier")),
        **identifier("hint", found.get("hint")),
        "alternatives": values(found["alternatives"]),
        "options": values(found["options"]),
        "options_count": len(found["options"]),
        "products": [f"{product['offer']} {product['usage']}" for product in found["products"]],
        "contract_required": contract.get("required"),
        "contract_level": contract.get("level"),
        "prerequisites_unknown": found["prerequisites_unknown"],
        "rule": found["rule"]["id"],
        "confidence": found["rule"]["confidence"],
        "completed_by": found["rule"]["completed_by"],
        "scm": (found.get("scm") or {}).get("evidence"),
        "warnings": codes(found["warnings"]),
        "severity": max(severities, key=["info", "warning", "error"].index, default=None),
        "recommendation": answer["recommendation"]["status"],
        "professional_warnings": codes(answer["warnings"]),
    }


def situation(answer, index):
    found, structure = answer["decisions"][index]["situation"], answer["decisions"][index]["structure"] or {}
    labels = {f"{name}_label": found[name] and found[name]["label"] for name in ["secteur_activite", "profession"]}
    optional = ["genre_activite", "role", "section_pharmacien", "fonction", "type_activite_liberale", "ended_reason"]
    days = ["first_seen", "last_seen", "began_on", "ends_on", "ended_on"]
    return {
        **keys(answer, index),
        **labels,
        **{name: code(found.get(name)) for name in optional},
        **{name: found.get(name) for name in days},
        "ended_source": found["ended_source"],
        "structure_name": structure.get("name") or None,
        "city": structure.get("address", {}).get("city"),
    }


def professional(answer):
    found = answer["professional"]
    return {
        **{name: found[name] for name in ["id_nat_pp", "rpps", "adeli", "civilite", "family_name", "given_name", "status"]},
        "profession": code(found["profession"]),
        "profession_label": found["profession"] and found["profession"]["label"],
        "savoir_faire": [known["code"] for known in found["savoir_faire"]],
        "situations_count": len(answer["decisions"]),
        "recommendation": answer["recommendation"]["status"],
        "recommended": answer["recommendation"]["decision"],
        "warnings": codes(answer["warnings"]),
        "forms_count": answer["forms_count"],
        "certificate_sets": answer["certificate_sets"],
    }


def same(row, expected, but=()):
    """Every column is as expected; those of `but` are not in answers."""
    row = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}
    found = {name: value for name, value in row.items() if name not in but}
    wrong = {name: (found.get(name), expected.get(name)) for name in found.keys() | expected.keys() if found.get(name) != expected.get(name)}
    assert found.keys() == expected.keys() and not wrong, (row["id_nat_pp"], wrong)


def served():
    command = [os.environ["AIGUILLEUR_BIN"], "serve", "--data", folder / "data", "--listen", "127.0.0.1:0"]
    server = subprocess.Popen(command + ["--admin-listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
    return server, next(found[1] for line in server.stdout if (found := re.search(r"(http://[^/]*)/", line)))


def rows(table):
    relation = duckdb.sql(f"SELECT * FROM '{folder}/export/{table}/*.parquet'")
    return [dict(zip(relation.columns, row)) for row in relation.fetchall()]


def main():
    tables = {table: rows(table) for table in TABLES}
    by_person = collections.defaultdict(list)
    for place, taken in zip(tables["situations"], tables["decisions"], strict=True):
        by_person[place["id_nat_pp"]].append((place, taken))
    structures = {row["technical_id"]: row for row in tables["structures"] if row["technical_id"]}
    server, url = served()
    try:
        for person in tables["professionals"]:
            path = f"/v1/professionals/{person['id_nat_pp']}/decisions?as_of={DAY}"
            answer = json.load(urllib.request.urlopen(url + path))
            same(person, professional(answer))
            assert len(by_person[person["id_nat_pp"]]) == len(answer["decisions"])
            for index, (place, taken) in enumerate(by_person[person["id_nat_pp"]]):
                same(place, situation(answer, index), but=["technical_id", "departement"])
                same(taken, decision(answer, index), but=["technical_id", "departement"])
                if place["technical_id"]:
                    structure = structures[place["technical_id"]]
                    assert all(structure[name] == taken[name] for name in ["id_nat_struct", "departement"]), structure
        answer = json.load(urllib.request.urlopen(f"{url}/v1/changes"))
        assert len(answer["changes"]) == len(tables["changes"]) > 0, answer
    finally:
        server.terminate()
    ended = [row for row in tables["situations"] if row["status"] == "ended"]
    assert len(ended) == 2, ended
    print(f"{len(tables['decisions'])} décisions, {len(tables['structures'])} structures : comme l'API répond")


main()
