"""Resources against the ANS's own profiles: cardinalities, fixed and pattern values, slices, kinds of value.

The definitions are the snapshots of the ANS's guide (fixtures/reference/fhir). Checks that the guide's own examples fail
are left out, and named. Value sets are not part of the guide: a slice that only its value set tells apart is not judged.
Of the profiles, a resource is held to those that it names in `meta.profile`.
"""

import json
import pathlib
import sys

import requests

HERE = pathlib.Path(__file__).resolve().parents[2] / "fixtures/reference/fhir"
DEFINITIONS = json.loads((HERE / "definitions.json").read_text())


def matches(pattern, value):
    """Whether a value holds all of a pattern."""
    if isinstance(pattern, dict):
        return isinstance(value, dict) and all(matches(part, value.get(name)) for name, part in pattern.items())
    if isinstance(pattern, list):
        return isinstance(value, list) and all(any(matches(part, one) for one in value) for part in pattern)
    return pattern == value


def at(value, path):
    """What is at a path of a discriminator."""
    if path == "$this":
        return [value]
    if path.startswith("extension("):
        return [it for it in value.get("extension", []) if it["url"] == path[len("extension('") : -2]]
    found = [value]
    for name in path.split("."):
        found = [part for one in found if isinstance(one, dict) for part in listed(one.get(name))]
    return found


def listed(value):
    return [] if value is None else value if isinstance(value, list) else [value]


class Profile:
    def __init__(self, url):
        self.elements = {it["id"]: it for it in DEFINITIONS[url]["elements"]}
        self.type = DEFINITIONS[url]["type"]
        self.below = {}
        for own in self.elements:
            above, dot, name = own.rpartition(".")
            if dot:
                self.below.setdefault(above, []).append((own, name))

    def validate(self, resource):
        """Pairs of a check and what it was about."""
        return list(self.node(self.type, resource))

    def node(self, own, value):
        element = self.elements[own]
        for kind in ("fixed", "pattern"):
            if kind in element and not matches(element[kind], value):
                yield f"{own} {kind}", json.dumps(value, ensure_ascii=False)[:120]
        if not isinstance(value, dict):
            return
        known = set()
        for child, name in self.below.get(own, []):
            if ":" not in name:
                known.add(name)
                yield from self.children(child, name, value)
        if known:
            for name in value:
                written = name.lstrip("_")
                choice = any(it.endswith("[x]") and written.startswith(it[:-3]) for it in known)
                if written not in known | {"resourceType", "id"} and not choice:
                    yield f"{own} unknown", name

    def children(self, own, name, parent):
        element = self.elements[own]
        if name.endswith("[x]"):
            types = element.get("types", [])
            held = [it for it in parent if it.lstrip("_").startswith(name[:-3])]
            if types and any(it.lstrip("_")[len(name) - 3 :].lower() not in map(str.lower, types) for it in held):
                yield f"{own} type", str(held)
            values = [parent[it] for it in held]
        else:
            values = listed(parent.get(name)) or listed(parent.get("_" + name))
        yield from self.count(element, values)
        slices = [it for it, other in self.below[own.rpartition(".")[0]] if other.startswith(name + ":")]
        told = {it: self.discriminators(it, element) for it in slices}
        for value in values:
            fits = [it for it in slices if told[it] and all(test(value) for test in told[it])]
            if not fits and all(told.values()) and element.get("slicing", {}).get("rules") == "closed":
                yield f"{own} closed", json.dumps(value, ensure_ascii=False)[:120]
            yield from self.node(fits[0] if fits else own, value)
        for one in slices:
            if told[one]:
                fitting = [value for value in values if all(test(value) for test in told[one])]
                yield from self.count(self.elements[one], fitting)

    @staticmethod
    def count(element, values):
        if len(values) < element["min"] or element["max"] != "*" and len(values) > int(element["max"]):
            yield f"{element['id']} {element['min']}..{element['max']}", str(len(values))

    def discriminators(self, one, element):
        """Tests that all hold for what is of a slice; none where the definition does not tell."""
        tests = []
        for kind, path in element.get("slicing", {}).get("by", []):
            of = self.elements.get(one if path == "$this" else f"{one}.{path}")
            if kind == "exists":
                tests.append(lambda value, path=path: bool(at(value, path)))
            elif path == "url" and of is None and one.rpartition(":")[2].startswith("as-ext-"):
                tests.append(lambda value, name=one.rpartition(":")[2]: value["url"].endswith("/" + name))
            elif of and ("fixed" in of or "pattern" in of):
                wanted = of.get("fixed", of.get("pattern"))
                tests.append(lambda value, path=path, wanted=wanted: any(matches(wanted, it) for it in at(value, path)))
        return tests if len(tests) == len(element.get("slicing", {}).get("by", [])) else []


def judged(resource, profiles):
    """Of the profiles that a resource names, and of those of its extensions, what it does not hold to."""
    named = [url.split("|")[0] for url in resource.get("meta", {}).get("profile", [])]
    found = [fault for url in named if url in profiles for fault in profiles[url].validate(resource)]
    below = [resource]
    while below:
        value = below.pop()
        below += [it for part in value.values() for it in listed(part) if isinstance(it, dict)]
        found += [fault for url in listed(value.get("url")) if url in profiles for fault in profiles[url].validate(value)]
    return found


def spoilt(example):
    """The same example with one fault each."""
    number = {**example["identifier"][0], "use": "old"}
    trace = {"url": "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-ext-data-trace"}
    yield {name: value for name, value in example.items() if name != "active"}
    yield {**example, "gender": "female"}
    yield {**example, "contact": [{"name": {"text": "A"}}]}
    yield {**example, "identifier": [number, *example["identifier"][1:]]}
    yield {**example, "meta": {**example["meta"], "extension": [{**trace, "valueString": "A"}]}}


def main(base):
    profiles = {url: Profile(url) for url in DEFINITIONS}
    excused, examples = {}, json.loads((HERE / "examples.json").read_text())
    for example in examples:
        for check, about in judged(example, profiles):
            excused.setdefault(check, f"{example['id']}: {about}")
    for check, why in sorted(excused.items()):
        print(f"not held to, as the guide's own example does not: {check} ({why})")
    for at_fault in spoilt(examples[0]):
        if not [check for check, _ in judged(at_fault, profiles) if check not in excused]:
            sys.exit(f"a spoilt example passes: BAD {json.dumps(at_fault)[:300]}")
    wrong, seen, held = {}, 0, 0
    for kind in ("Practitioner", "PractitionerRole", "Organization"):
        url = f"{base}/{kind}?_count=200"
        while url:
            bundle = requests.get(url, timeout=10).json()
            for resource in [entry["resource"] for entry in bundle.get("entry", [])]:
                seen += 1
                held += any(it.split("|")[0] in profiles for it in resource["meta"]["profile"])
                for check, about in judged(resource, profiles):
                    if check not in excused:
                        wrong.setdefault(check, f"{kind}/{resource['id']}: {about}")
            url = {link["relation"]: link["url"] for link in bundle["link"]}.get("next")
    for check, about in sorted(wrong.items()):
        print(f"{check}: {about}", file=sys.stderr)
    if wrong or held < 100:
        sys.exit(f"profiles: {held} of {seen} resources, {len(wrong)} checks BAD")
    print(f"profiles of the ANS's guide: {held} of {seen} resources held to them, good; {len(examples)} examples")


if __name__ == "__main__":
    main(sys.argv[1] + "/fhir/v2")
