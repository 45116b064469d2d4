"""Whether what operators read agrees with what the program writes: alerts and their pages, metrics, links, anchors.

usage: agree.py     from this folder; each disagreement is one line, and the status is 1
"""

import json
import pathlib
import re
import sys
import unicodedata

here = pathlib.Path()
runbook = (here / "RUNBOOK.md").read_text(encoding="utf-8")
rules = (here / "prometheus/alerts.yaml").read_text(encoding="utf-8")
board = json.loads((here / "grafana/aiguilleur.json").read_text(encoding="utf-8"))
asked = rules + " ".join(target["expr"] for panel in board["panels"] for target in panel["targets"])
written = "".join(path.read_text(encoding="utf-8") for path in here.glob("../crates/api/src/metrics/*.rs"))


def anchors(text):
    """The anchors of a page's titles, as GitHub makes them."""
    titles = re.findall(r"^#+ (.*)$", re.sub(r"```.*?```", "", text, flags=re.S), re.M)
    kept = ("".join(c for c in title.lower() if c in " -_" or c.isalnum() or unicodedata.combining(c)) for title in titles)
    return {title.replace(" ", "-") for title in kept}


def disagreements():
    for alert in re.findall(r"alert: (\w+)", rules):
        if f"### {alert}\n" not in runbook:
            yield f"no page for the alert {alert}"
        if f"RUNBOOK.md#{alert.lower()}\n" not in rules:
            yield f"the alert {alert} does not name its page"
    for page in re.findall(r"^### (\w+)$", runbook.partition("## Les alertes")[2].partition("\n## ")[0], re.M):
        if f"alert: {page}\n" not in rules:
            yield f"a page for no alert: {page}"
    for metric in sorted(set(re.findall(r"\b(?:aiguilleur|process)_[a-z_]+", asked))):
        if f'"{metric.removesuffix("_bucket")}"' not in written:
            yield f"nobody writes the metric {metric}"
    for page in [here / "README.md", here / "RUNBOOK.md", *here.glob("doc/*.md")]:
        for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
            path, _, anchor = link.partition("#")
            target = page.parent / path if path else page
            if not target.exists():
                yield f"{page}: {link} leads nowhere"
            elif anchor and anchor not in anchors(target.read_text(encoding="utf-8")):
                yield f"{page}: {link} is no title"


wrong = list(disagreements())
print("\n".join(wrong) or "alerts, pages, metrics and links agree")
sys.exit(bool(wrong))
