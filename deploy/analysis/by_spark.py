"""Clients against an export, by Spark (`pip install pyspark`, Java 17 or later): python3 by_spark.py EXPORT CLIENTS.csv"""

import pathlib
import sys

from pyspark.sql import SparkSession

export, clients = sys.argv[1:]
spark = SparkSession.builder.config("spark.ui.enabled", "false").getOrCreate()
for table in ["decisions", "structures"]:
    spark.read.parquet(f"{export}/{table}").createOrReplaceTempView(table)
spark.read.csv(clients, header=True, sep=";").createOrReplaceTempView("clients")
verdicts = (pathlib.Path(__file__).parent / "verdicts.sql").read_text(encoding="utf-8")
for row in spark.sql(verdicts).collect():
    print(*row, sep=";")
