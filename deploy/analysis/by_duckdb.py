"""Clients against an export, by DuckDB (`pip install duckdb`): python3 by_duckdb.py EXPORT CLIENTS.csv"""

import pathlib
import sys

import duckdb

export, clients = sys.argv[1:]
base = duckdb.connect()
for table in ["decisions", "structures"]:
    base.read_parquet(f"{export}/{table}/*.parquet").create_view(table)
base.read_csv(clients, all_varchar=True).create_view("clients")
verdicts = (pathlib.Path(__file__).parent / "verdicts.sql").read_text(encoding="utf-8")
for row in base.sql(verdicts).fetchall():
    print(*row, sep=";")
