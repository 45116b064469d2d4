"""Quick start with Python alone: search, decide, ask for many."""

import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request

URL = os.environ.get("AIGUILLEUR_URL", "http://127.0.0.1:8080")
KEY = os.environ.get("AIGUILLEUR_KEY")


def ask(path, body=None, accept="application/json"):
    """The lines of an answer, waiting as long as the server says when it is asked too often."""
    headers = {"Accept": accept, "Content-Type": "application/json"}
    if KEY:
        headers["Authorization"] = f"Bearer {KEY}"
    data = None if body is None else json.dumps(body).encode()
    while True:
        try:
            with urllib.request.urlopen(urllib.request.Request(URL + path, data, headers)) as answer:
                yield from answer
                return
        except urllib.error.HTTPError as error:
            if error.code in (429, 503):
                time.sleep(int(error.headers.get("Retry-After", "1")))
                continue
            problem = json.load(error)
            raise SystemExit(f"{problem['code']}: {problem['detail']}") from error


def one(path, body=None):
    return json.loads(b"".join(ask(path, body)))


query = urllib.parse.urlencode({"q": "vauquelin rouen"})
for hit in one(f"/v1/search?{query}")["hits"]:
    print(hit["type"], hit["rpps"], hit["name"])

answer = one("/v1/professionals/99700000104/decisions?usages=dmp")
if answer["recommendation"]["status"] == "unique":
    decision = answer["decisions"][answer["recommendation"]["decision"]]
    print(decision["summary"], "—", decision["rule"]["citations"][0]["quote"])

batch = {"ids": ["99700000104", "99700000203", "12"], "fields": ["decisions.outcome", "decisions.identifier"]}
for line in ask("/v1/professionals:batch", batch, accept="application/x-ndjson"):
    item = json.loads(line)
    print(item["id"], item.get("decided", item.get("error", {}).get("code")))
