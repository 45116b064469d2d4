"""The example of deploy/analysis for ENGINE on FOLDER, against what `reconcile` says: FOLDER ENGINE"""

import json
import os
import pathlib
import subprocess
import sys

folder, engine = pathlib.Path(sys.argv[1]), sys.argv[2]
example = pathlib.Path(__file__).resolve().parents[2] / f"deploy/analysis/by_{engine}.py"
clients = folder / "clients.csv"


def simple(answer):
    """What `reconcile` says, as far as a join can tell."""
    findings = {finding["code"] for finding in answer["findings"]}
    for verdict in ["scm_siret", "ended_activity"]:
        if verdict in findings:
            return verdict
    return "ok" if answer["verdict"] == "ok" else "autre"


command = [os.environ["AIGUILLEUR_BIN"], "reconcile", "--data", folder / "data", "--as-of", "2026-11-22", clients]
answers = subprocess.run(command + ["--fail-on", "never"], check=True, capture_output=True, text=True).stdout
expected = {answer["client_id"]: simple(answer) for answer in map(json.loads, answers.splitlines())}
# Spark asks the machine's name for its address: where that cannot be found, and wherever it is, loopback will do.
here = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"}
joined = subprocess.run([sys.executable, example, folder / "export", clients], capture_output=True, text=True, env=here)
assert joined.returncode == 0, joined.stderr
found = dict(line.split(";") for line in joined.stdout.splitlines())
wrong = {client: (found.get(client), verdict) for client, verdict in expected.items() if found.get(client) != verdict}
assert found.keys() == expected.keys() and not wrong, wrong
assert set(expected.values()) == {"ok", "scm_siret", "ended_activity", "autre"}, expected
print(f"{engine} : {len(found)} clients, comme reconcile")
