"""Clients of the ANS's FHIR API with only their base address changed: search, page, include, read, errors.

What they receive is checked by the R4B models of fhir.resources, bundle by bundle.
"""

import sys

import requests
from annuairesante import AnnuaireSanteClient, NotFoundError, ValidationError
from annuairesante import transform_organization, transform_practitioner, transform_practitioner_role
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.capabilitystatement import CapabilityStatement
from fhir.resources.R4B.operationoutcome import OperationOutcome
from fhir.resources.R4B.structuredefinition import StructureDefinition
from fhirclient import client as smart
from fhirclient.models.organization import Organization
from fhirclient.models.practitioner import Practitioner
from fhirclient.models.practitionerrole import PractitionerRole
from fhirclient.server import FHIRNotFoundException
from fhirpy import SyncFHIRClient
from fhirpy.base.exceptions import OperationOutcome as PyOutcome
from fhirpy.base.exceptions import ResourceNotFound

DOCTOR, OFFICINE, CABINET = "99700000104", "990010159", "499700000104007"
DECISION = "https://aiguilleur.exemple.fr/fhir/StructureDefinition/decision"


def expect(what, holds):
    if not holds:
        raise SystemExit(f"{what}: BAD")


def annuaire_sante(base):
    client = AnnuaireSanteClient(api_key="00000000-0000-0000-0000-000000000000", base_url=base)
    found = client.practitioner.search(identifier=DOCTOR)
    expect("one practitioner", [it["id"] for it in found] == ["8" + DOCTOR])
    expect("transformed", transform_practitioner(found.entries[0]) is not None)
    pages = list(client.practitioner.search(_count=7).iter_all_pages())
    ids = [it["id"] for page in pages for it in page]
    expect("pages", len(pages) > 2 and len(ids) == len(set(ids)) and ids == sorted(ids))
    expect("one page", ids == [it["id"] for it in client.practitioner.search_all(_count=200)])
    roles = client.practitioner_role.search(
        practitioner="8" + DOCTOR, _include="PractitionerRole:organization"
    )
    kinds = [it["resourceType"] for it in roles]
    expect("include", kinds.count("PractitionerRole") >= 1 and kinds.count("Organization") >= 1)
    for role in roles:
        if role["resourceType"] == "PractitionerRole":
            expect("transformed", transform_practitioner_role(role) is not None)
    officine = client.organization.search(identifier=OFFICINE).entries[0]
    expect("transformed", transform_organization(officine) is not None)
    expect("read", client.organization.get(officine["id"])["identifier"] == officine["identifier"])
    expect("type", OFFICINE in str([it["identifier"] for it in client.organization.search_all(type="SA33")]))
    expect("active", all(it["active"] for it in client.organization.search_all(active=True)))
    expect("empty", len(client.device.search()) == 0 and len(client.healthcare_service.search(active=True)) == 0)
    for error, call in [
        (NotFoundError, lambda: client.organization.get("1000000000")),
        (ValidationError, lambda: client.organization.search(inconnu="1")),
    ]:
        try:
            call()
        except error:
            continue
        raise SystemExit(f"no {error.__name__}: BAD")
    expect("metadata", client.metadata()["resourceType"] == "CapabilityStatement")


def fhirclient(base):
    settings = {"app_id": "essai", "api_base": base}
    server = smart.FHIRClient(settings=settings).server
    found = Practitioner.where({"family": "vauquelin"}).perform_resources(server)
    expect("fhirclient search", any(it.id == "8" + DOCTOR for it in found))
    read = Practitioner.read("8" + DOCTOR, server)
    expect("fhirclient read", read.name[0].family == "VAUQUELIN" and read.active)
    roles = PractitionerRole.where({"practitioner": read.id}).include("organization").perform(server)
    expect("fhirclient include", {it.resource.resource_type for it in roles.entry} >= {"PractitionerRole", "Organization"})
    pages = list(Organization.where({"_count": "5"}).perform_iter(server))
    expect("fhirclient pages", len(pages) > 2)
    try:
        Organization.read("1000000000", server)
    except FHIRNotFoundException:
        return
    raise SystemExit("fhirclient error: BAD")


def fhirpy(base):
    client = SyncFHIRClient(base, authorization="")
    people = client.resources("Practitioner").search(family="vauquelin").fetch()
    expect("fhirpy search", [it.id for it in people] == ["8" + DOCTOR])
    every = client.resources("Organization").limit(4).fetch_all()
    expect("fhirpy pages", len(every) == client.resources("Organization").count())
    bundle = client.resources("PractitionerRole").search(practitioner=people[0].id).include(
        "PractitionerRole", "organization"
    ).fetch_raw()
    expect("fhirpy include", any(it.resource.resourceType == "Organization" for it in bundle.entry))
    expect("fhirpy read", client.reference("Organization", "1" + OFFICINE).to_resource()["name"])
    for error, call in [
        (ResourceNotFound, lambda: client.reference("Organization", "1000000000").to_resource()),
        (PyOutcome, lambda: client.resources("Organization").search(inconnu="1").fetch()),
    ]:
        try:
            call()
        except error:
            continue
        raise SystemExit(f"fhirpy {error.__name__}: BAD")


def models(base):
    """Every page of every type, by address and by form, whole and in elements, is what FHIR R4 says."""
    seen = 0

    def bundles(url, **ask):
        while url:
            answer = requests.get(url, **ask, timeout=10)
            expect(f"{answer.status_code} {url}", answer.status_code == 200)
            Bundle.model_validate(answer.json())
            yield answer.json()
            links = {link["relation"]: link["url"] for link in answer.json()["link"]}
            url, ask = links.get("next"), {}

    decided = ended = 0
    for kind in ["Practitioner", "PractitionerRole", "Organization", "HealthcareService", "Device"]:
        for bundle in bundles(f"{base}/{kind}", params={"_count": 20, "_include": "*"} if kind != "Practitioner" else {}):
            for entry in bundle.get("entry", []):
                seen += 1
                resource = entry["resource"]
                extensions = [it["url"] for it in resource.get("extension", [])]
                decided += DECISION in extensions
                ended += resource.get("active") is False
    expect("resources", seen > 100 and decided > 50 and ended > 0)
    form = requests.post(f"{base}/Organization/_search", data={"identifier": CABINET, "_elements": "name"}, timeout=10)
    Bundle.model_validate(form.json())
    expect("elements", set(form.json()["entry"][0]["resource"]) == {"resourceType", "id", "meta", "name"})
    CapabilityStatement.model_validate(requests.get(f"{base}/metadata", timeout=10).json())
    for name in ["decision", "end"]:
        StructureDefinition.model_validate(requests.get(f"{base}/StructureDefinition/{name}", timeout=10).json())
    for address in ["Patient", "Organization/0", "Organization?inconnu=1", "Organization?_count=a", "Rien/Du/Tout"]:
        answer = requests.get(f"{base}/{address}", timeout=10)
        expect(address, answer.status_code >= 400)
        OperationOutcome.model_validate(answer.json())
    both = [
        ("Practitioner", f"https://rpps.esante.gouv.fr|{DOCTOR}"),
        ("Practitioner", f"http://rpps.fr|{DOCTOR}"),
        ("Practitioner", f"urn:oid:1.2.250.1.71.4.2.1|8{DOCTOR}"),
        ("Organization", f"http://finess.sante.gouv.fr|{OFFICINE}"),
        ("Organization", f"https://finess.esante.gouv.fr|{OFFICINE}"),
        ("Organization", f"https://rppsrang.esante.gouv.fr|{CABINET[1:]}"),
        ("Organization", CABINET),
    ]
    for kind, identifier in both:
        found = requests.get(f"{base}/{kind}", params={"identifier": identifier}, timeout=10).json()
        expect(identifier, found["total"] == 1)


if __name__ == "__main__":
    for path in ["/fhir", "/fhir/v2"]:
        annuaire_sante(sys.argv[1] + path)
    fhirclient(sys.argv[1] + "/fhir/v2")
    fhirpy(sys.argv[1] + "/fhir/v2")
    models(sys.argv[1] + "/fhir/v2")
    print("annuaire-sante-fhir, fhirclient, fhirpy, fhir.resources: good")
