"""A template with the version, the summary and the licence of an OpenAPI document: fill.py OPENAPI.json TEMPLATE"""

import json
import pathlib
import sys

info = json.loads(pathlib.Path(sys.argv[1]).read_text())["info"]
text = pathlib.Path(sys.argv[2]).read_text()
words = {"version": info["version"], "summary": info["summary"], "licence": info["license"]["identifier"]}
for name, value in words.items():
    text = text.replace(f"@{name}@", value)
sys.stdout.write(text)
