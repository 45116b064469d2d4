#!/usr/bin/env python3
"""A million client records against a national generation: `aiguilleur reconcile` and a DuckDB join of the same
files, in the same run.

    python3 -m venv .venv && .venv/bin/pip install 'duckdb>=1.1'
    .venv/bin/python bench.py --rpps PS_LibreAcces_Personne_activite_*.txt --data DIR --aiguilleur PATH

The client file is made from the RPPS text itself, always the same: mostly right identifiers, a few percent of
each defect, some records by name and city only. The join answers less than we do (is this number one of that
person's?) and is what a vendor would write instead.
"""

import argparse
import csv
import os
import random
import re
import subprocess
import time
from pathlib import Path

# Columns of the RPPS text.
RPPS, FAMILY, GIVEN, SIRET, SITE, EJ, CITY, ID_NAT_STRUCT, SECTEUR = 1, 7, 8, 19, 21, 22, 37, 46, 48
# Secteurs whose certificates are ordered on the legal entity.
ON_EJ = {"SA01", "SA02", "SA34", "SA16", "SA17", "SA18", "SA20", "SA21", "SA41", "SA03", "SA04", "SA30", "SA36"}
HEADER = ["client_id", "rpps", "nom", "prenom", "identifiant", "ville", "commentaire"]


def right(row):
    """The identifier that a careful vendor has on file."""
    if row[SECTEUR] in ON_EJ and row[EJ]:
        return row[EJ]
    return row[SITE] or row[ID_NAT_STRUCT][1:] or row[SIRET]


def mistyped(number, chance):
    at = chance.randrange(len(number) - 1)
    return number[:at] + str((int(number[at]) + 1) % 10 if number[at].isdigit() else 0) + number[at + 1:]


def spoil(client, row, others, chance):
    """One defect in ten records or so, the same proportions each time."""
    draw = chance.random()
    if draw < 0.02:
        client["identifiant"] = mistyped(client["identifiant"], chance)
    elif draw < 0.04:
        client["identifiant"] = chance.choice(others)
    elif draw < 0.06 and row[SIRET]:
        client["identifiant"] = row[SIRET]
    elif draw < 0.07:
        client["nom"] = "DUPONT-" + client["nom"][:3]
    elif draw < 0.09:
        client["identifiant"] = ""
    elif draw < 0.11:
        client["rpps"] = ""
    elif draw < 0.13:
        client["rpps"] = client["identifiant"] = ""
    elif draw < 0.135:
        client["rpps"] = mistyped(client["rpps"], chance)
    elif draw < 0.14:
        client["identifiant"] = f"{float(client['identifiant'] or 0):.2E}" if client["identifiant"].isdigit() else ""
    return client


def make_clients(rpps, out, count):
    """Draws `count` rows of the RPPS text and writes them, shuffled, as a vendor's export."""
    chance = random.Random(7)
    drawn, seen = [], 0
    with open(rpps, encoding="utf-8-sig") as lines:
        next(lines)
        for line in lines:
            row = line.split("|")
            if not right(row):
                continue
            seen += 1
            if len(drawn) < count:
                drawn.append(row)
            elif (at := chance.randrange(seen)) < count:
                drawn[at] = row
    chance.shuffle(drawn)
    others = [right(row) for row in drawn[:5000]]
    part = out.with_suffix(".part")
    with open(part, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER, delimiter=";")
        writer.writeheader()
        for number, row in enumerate(drawn):
            client = {
                "client_id": f"C{number:07}", "rpps": row[RPPS], "nom": row[FAMILY], "prenom": row[GIVEN],
                "identifiant": right(row), "ville": row[CITY], "commentaire": "",
            }
            writer.writerow(spoil(client, row, others, chance))
    part.rename(out)


def ours(arguments, clients, out):
    begun = time.monotonic()
    command = [arguments.aiguilleur, "reconcile", "--data", arguments.data, "--out", out, "--as-of", arguments.as_of, clients]
    child, peak = subprocess.Popen(command), 0
    while child.poll() is None:
        peak = max(peak, high_water(child.pid))
        time.sleep(0.1)
    if child.returncode not in (0, 3):
        raise SystemExit(f"aiguilleur ended with status {child.returncode}")
    return time.monotonic() - begun, peak


def high_water(pid):
    """The most memory a running process has held, in MiB: what the system tells once it has ended counts ours too."""
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found.group(1)) / 1024 if found else 0


def duckdb_join(rpps, clients, out):
    import duckdb

    begun = time.monotonic()
    con = duckdb.connect()
    con.execute("set threads to 2")
    con.execute(
        f"""copy (
          with rpps as (
            select "Identifiant PP" rpps, list(distinct "Numéro FINESS site") eg, list(distinct "Numéro SIRET site") siret,
                   list(distinct "Numéro FINESS établissement juridique") ej,
                   list(distinct "Ancien identifiant de la structure"[2:]) rang, any_value("Nom d'exercice") nom
            from read_csv('{rpps}', delim='|', header=true, all_varchar=true, quote='', escape='')
            group by all)
          select c.*, case when r.rpps is null then 'not_found'
                           when list_contains(eg, c.identifiant) or list_contains(ej, c.identifiant)
                             or list_contains(siret, c.identifiant) or list_contains(rang, c.identifiant) then 'ok'
                           else 'to_fix' end verdict, r.nom = c.nom same_name
          from read_csv('{clients}', delim=';', header=true, all_varchar=true) c left join rpps r on r.rpps = c.rpps
        ) to '{out}' (header, delimiter ';')""".replace("group by all", 'group by "Identifiant PP"')
    )
    return time.monotonic() - begun


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rpps", type=Path, required=True, help="PS_LibreAcces_Personne_activite")
    parser.add_argument("--data", help="data folder with the generation made of the same file")
    parser.add_argument("--aiguilleur", default="aiguilleur", help="release build")
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--work", type=Path, default=Path("bench-out"), help="where files are written")
    parser.add_argument("--as-of", default="2026-11-20")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    clients = arguments.work / f"clients-{arguments.records}.csv"
    if not clients.exists():
        make_clients(arguments.rpps, clients, arguments.records)
    if not arguments.data:
        return
    seconds, peak = ours(arguments, clients, arguments.work / "report.csv")
    print(f"aiguilleur: {seconds:.1f} s, {arguments.records / seconds:.0f} records/s, {peak:.0f} MiB at most", flush=True)
    joined = duckdb_join(arguments.rpps, clients, arguments.work / "join.csv")
    print(f"DuckDB join: {joined:.1f} s; ratio {seconds / joined:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
