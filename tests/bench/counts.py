"""Counts instructions and allocations of each work under callgrind, and records of an import; compares them."""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROWS = 20_000
# Chosen by hash seeds and by what the processor offers, counts differ by less than one in a hundred from run to run.
TOLERANCE = 0.03
WORKS = ("decode_rpps", "decode_finess", "decode_sirene", "resolve", "match", "reconcile")
ALLOCATORS = {"malloc", "calloc", "realloc", "memalign", "posix_memalign", "aligned_alloc"}


def run(*command) -> str:
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


def counted(program: pathlib.Path, stock: pathlib.Path, data: pathlib.Path, work: str) -> dict:
    """Instructions and allocations of the work itself: not of what makes it ready."""
    profile = data.parent / f"{work}.callgrind"
    valgrind = ["valgrind", "-q", "--tool=callgrind", "--toggle-collect=*aiguilleur_bench::counted*"]
    said = run(*valgrind, f"--callgrind-out-file={profile}", program, stock, data, work)
    names: dict[str, str] = {}
    figures = {"records": int(said.split()[-1]), "instructions": 0, "allocations": 0}
    called = ""
    with open(profile, encoding="utf-8") as lines:
        for line in lines:
            if found := re.match(r"c?fn=\((\d+)\)(?: (.*))?", line):
                number, name = found.groups()
                name = names.setdefault(number, (name or "").split("'")[0])
                called = name if line.startswith("c") else called
            elif line.startswith("calls="):
                figures["allocations"] += int(line[6:].split()[0]) if called in ALLOCATORS else 0
            elif line.startswith(("totals:", "summary:")):
                figures["instructions"] = int(line.split()[1])
    return figures


def everything(programs: pathlib.Path) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        stock, data = pathlib.Path(folder, "stock"), pathlib.Path(folder, "data")
        run(programs / "xtask", "synth", "--out", stock, "--rows", ROWS)
        work_program = programs / "examples" / "work"
        output = run(work_program, stock, data, "import")
        records = {name: int(count) for name, count in (line.rsplit(" ", 1) for line in output.splitlines())}
        works = {work: counted(work_program, stock, data, work) for work in WORKS}
    with_what = {"rustc": run("rustc", "--version").strip(), "valgrind": run("valgrind", "--version").strip()}
    return {"counted_with": with_what, "import": records, "works": works}


def differences(found: dict, wanted: dict):
    """What differs: records exactly, the others by more than the tolerance."""
    for name in sorted(found["import"].keys() | wanted["import"].keys()):
        counts = found["import"].get(name), wanted["import"].get(name)
        if counts[0] != counts[1]:
            yield f"import, {name}: {counts[0]}, {counts[1]} before"
    for work, figures in found["works"].items():
        for what, count in figures.items():
            before = wanted["works"].get(work, {}).get(what, 0)
            allowed = 0 if what == "records" else TOLERANCE * before
            if abs(count - before) > allowed:
                change = f" ({count / before - 1:+.1%})" if before else ""
                yield f"{work}, {what}: {count}, {before} before{change}"


parser = argparse.ArgumentParser()
parser.add_argument("--programs", type=pathlib.Path, required=True)
parser.add_argument("--baseline", type=pathlib.Path, required=True)
parser.add_argument("--write", action="store_true")
given = parser.parse_args()
found = everything(given.programs)
print(f"{'':<16} {'records':>9} {'instructions':>14} {'allocations':>12}")
for work, figures in found["works"].items():
    print(f"{work:<16} {figures['records']:>9} {figures['instructions']:>14} {figures['allocations']:>12}")
if given.write:
    given.baseline.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"written: {given.baseline}")
    sys.exit()
wanted = json.loads(given.baseline.read_text(encoding="utf-8"))
if findings := list(differences(found, wanted)):
    print("\n".join(findings))
    print(f"counted with {found['counted_with']}, before with {wanted['counted_with']}")
    sys.exit("counts differ: find out why; where it is meant, tests/bench/counts --write and commit the file")
print(f"within {TOLERANCE:.0%} of {given.baseline.name}")
