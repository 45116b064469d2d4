"""Two days of the fixtures in FOLDER/data: on the second, some situations are gone. And a file of clients."""

import os
import pathlib
import subprocess
import sys

folder = pathlib.Path(sys.argv[1])
fixtures = pathlib.Path(__file__).resolve().parents[2] / "fixtures"
people = "PS_LibreAcces_Personne_activite_202611200812.txt"
# Who leaves: an officine's pharmacist and a doctor of a hospital.
GONE = ("99700000203", "99700000278")


def imported(files) -> None:
    program = os.environ["AIGUILLEUR_BIN"]
    subprocess.run([program, "import", "--data", folder / "data", *files], check=True, stderr=subprocess.DEVNULL)


# Without the restricted extraction, which speaks for its own day.
first = [path for path in sorted(fixtures.iterdir()) if path.is_file() and path.suffix != ".md" and "Profil1" not in path.name]
imported(first)
later = folder / people.replace("20261120", "20261121")
lines = (fixtures / people).read_text(encoding="utf-8").splitlines(keepends=True)
later.write_text("".join(line for line in lines if line.split("|")[1] not in GONE), encoding="utf-8")
imported([later if path.name == people else path for path in first])

# What each shows: who is right, who is on an SCM's SIRET, who has ended, and what is for `reconcile` alone.
CLIENTS = """\
client_id;rpps;identifier
carte-suffisante;99700000518;99700000518008
choix;99700000260;990001034
ferme;99700000351;990001232
juste-entite-juridique;99700000252;990001018
juste-rang;99700000104;99700000104007
juste-siret;99700000146;99900001100018
medecin-parti;99700000278;990010068
non-couvert;99700000377;990010035
officine-sur-siret;99700000211;99900113400017
pharmacien-parti;99700000203;990010159
plusieurs-situations;99700000500;990010068
rang-d-un-autre;99700000104;990010159
scm;99700000625;99900002900010
scm-d-un-radiologue;99700000153;99900002900010
site-au-lieu-d-entite;99700000252;990010019
"""
(folder / "clients.csv").write_text(CLIENTS, encoding="utf-8")
