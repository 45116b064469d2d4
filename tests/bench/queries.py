"""People drawn from a stock, and what an agent might type to find them."""

import collections
import pathlib
import random
import unicodedata

Person = collections.namedtuple("Person", "rpps family given city")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def people(file: pathlib.Path, count: int, seed: int) -> list[Person]:
    """Some of the people of an RPPS file, those with a city."""
    draw, kept = random.Random(seed), []
    with open(file, encoding="utf-8") as rows:
        names = next(rows).rstrip("\n").split("|")
        at = [names.index(name) for name in ("Identifiant PP", "Nom d'exercice", "Prénom d'exercice", "Libellé commune (coord. structure)")]
        for number, row in enumerate(rows):
            fields = row.split("|")
            person = Person(*(fields[index] for index in at))
            if not all(person):
                continue
            if len(kept) < count:
                kept.append(person)
            elif (place := draw.randrange(number + 1)) < count:
                kept[place] = person
    return kept


def plain(text: str) -> str:
    """Without accents, in small letters."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).lower()


def mistyped(text: str, draw: random.Random) -> str:
    """One letter left out, put in, replaced or exchanged with the next."""
    at = draw.randrange(1, max(2, len(text) - 1))
    kind = draw.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + draw.choice(LETTERS) + text[at:]
    if kind == 2:
        return text[:at] + draw.choice(LETTERS) + text[at + 1 :]
    return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]


def typed(kind: str, person: Person, draw: random.Random) -> str:
    family, given = person.family.lower(), person.given.lower()
    return {
        "exact": f"{family} {given}",
        "swapped": f"{given} {family}",
        "no accent": plain(f"{family} {given}"),
        "with city": f"{family} {given} {person.city}",
        "prefix": f"{family} {given[:3]}",
        "typo": f"{mistyped(plain(family), draw)} {plain(given)}",
    }[kind]


KINDS = ("exact", "swapped", "no accent", "with city", "prefix", "typo")
