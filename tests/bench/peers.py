"""What a user would pick instead, each as quick as its own manual makes it. Run as a program: DuckDB's load."""

import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys

import measure

# Durable at no instruction: as fast as SQLite can be.
QUICKEST = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
# As it comes: a journal, and flushed to the disk, as a generation of ours is before it is served.
DURABLE = ""
# What a small directory would search.
NAMES = {"nom": "Nom d'exercice", "prenom": "Prénom d'exercice", "commune": "Libellé commune (coord. structure)"}
# What ours searches of the same file.
SEARCHED = NAMES | {
    "code_postal": "Code postal (coord. structure)",
    "raison_sociale": "Raison sociale site",
    "enseigne": "Enseigne commerciale site",
    "profession": "Libellé profession",
    "savoir_faire": "Libellé savoir-faire",
}

SQLITE = """
{pragmas}
PRAGMA cache_size = -262144;
.mode ascii
.separator "|" "\\n"
.import '{people}' rpps
CREATE INDEX rpps_by_id ON rpps ("Identifiant PP");
CREATE VIRTUAL TABLE words USING fts5({names}, tokenize = "unicode61 remove_diacritics 2");
INSERT INTO words (rowid, {names}) SELECT rowid, {columns} FROM rpps;
"""

# What it needs to find misspelt names, beside the words.
SQLITE_LETTERS = """
CREATE VIRTUAL TABLE letters USING fts5(name, detail = none, tokenize = "trigram");
INSERT INTO letters (name) SELECT DISTINCT lower("Nom d'exercice" || ' ' || "Prénom d'exercice") FROM rpps;
"""


def sqlite_load(
    people: pathlib.Path, database: pathlib.Path, more: str = "", pragmas: str = QUICKEST, searched: dict = NAMES
) -> measure.Run:
    names, columns = ", ".join(searched), ", ".join(f'"{column}"' for column in searched.values())
    script = database.with_suffix(".sql")
    load = SQLITE.format(people=people, pragmas=pragmas, names=names, columns=columns)
    script.write_text(load + more, encoding="utf-8")
    with open(script, encoding="utf-8") as commands:
        return measure.Run(["sqlite3", database], stdin=commands, stderr=subprocess.DEVNULL)


def sqlite_open(database: pathlib.Path) -> sqlite3.Connection:
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA mmap_size = 4294967296")
    return connection


def sqlite_words(connection: sqlite3.Connection, text: str) -> str | None:
    """The best of those who have a word that begins like each word of the text."""
    words = " ".join(f'"{word}"*' for word in text.replace('"', " ").replace("-", " ").replace("'", " ").split())
    found = connection.execute(
        "SELECT prenom || ' ' || nom FROM words WHERE words MATCH ? ORDER BY rank LIMIT 1", [words]
    ).fetchone()
    return found and found[0]


def sqlite_letters(connection: sqlite3.Connection, text: str) -> str | None:
    """The same; where nobody is found, the best of those who have some three letters of the text in common."""
    if found := sqlite_words(connection, text):
        return found
    text = text.replace('"', " ")
    trigrams = {text[at : at + 3] for at in range(len(text) - 2)}
    if not trigrams:
        return None
    found = connection.execute(
        "SELECT name FROM letters WHERE letters MATCH ? ORDER BY rank LIMIT 1",
        [" OR ".join(f'"{letters}"' for letters in sorted(trigrams))],
    ).fetchone()
    return found and found[0]


def duckdb_load(people: str, database: str) -> None:
    import duckdb

    with duckdb.connect(database, config={"threads": 2}) as connection:
        connection.execute(
            "CREATE TABLE rpps AS SELECT * FROM read_csv(?, delim = '|', quote = '', header = true, all_varchar = true, "
            "strict_mode = false)",
            [people],
        )


class Postgres:
    """A PostgreSQL server of our own on a socket, with the names of a stock under a trigram index."""

    def __init__(self, programs: pathlib.Path, people: pathlib.Path, folder: pathlib.Path) -> None:
        self.programs, self.folder = programs, folder
        fresh = not (folder / "loaded").exists()
        if fresh:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            shutil.chown(folder, "postgres")
            self._run("initdb", "-D", folder / "data", "-A", "trust", "-E", "UTF8")
        self._run("pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", f"-k {folder} -c listen_addresses=", "start")
        if fresh:
            self._load(people)
            (folder / "loaded").touch()
        self.session = subprocess.Popen(
            ["psql", "-h", folder, "-U", "postgres", "-qAt"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def _run(self, program: str, *words) -> None:
        command = ["runuser", "-u", "postgres", "--", self.programs / program, *words]
        subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)

    def _load(self, people: pathlib.Path) -> None:
        names = f"cut -d'|' -f8,9 '{people}' | tail -n +2 | tr '|' ' ' | tr -d '\\\\'"
        script = f"""
            CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent;
            CREATE TABLE people (name text);
            \\copy people from program '{names.replace("'", "''")}'
            CREATE TABLE plain AS SELECT DISTINCT lower(unaccent(name)) AS name FROM people;
            DROP TABLE people; ALTER TABLE plain RENAME TO people;
            CREATE INDEX ON people USING gin (name gin_trgm_ops); VACUUM ANALYZE people;"""
        subprocess.run(["psql", "-h", self.folder, "-U", "postgres", "-q"], input=script, text=True, check=True)

    def ask(self, text: str) -> str | None:
        text = text.replace("'", "''")
        self.session.stdin.write(
            f"SELECT name FROM people WHERE name % lower(unaccent('{text}')) "
            f"ORDER BY similarity(name, lower(unaccent('{text}'))) DESC LIMIT 1;\n\\echo .\n"
        )
        self.session.stdin.flush()
        found = self.session.stdout.readline().strip()
        if found == ".":
            return None
        self.session.stdout.readline()
        return found

    def stop(self) -> None:
        self.session.communicate()
        self._run("pg_ctl", "-D", self.folder / "data", "-m", "fast", "stop")


def postgres(people: pathlib.Path, folder: pathlib.Path) -> Postgres | None:
    """The server, where its programs are installed and this runs as root, which it needs."""
    programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return Postgres(programs[-1].parent, people, folder) if programs and os.geteuid() == 0 else None



if __name__ == "__main__":
    duckdb_load(*sys.argv[1:])
