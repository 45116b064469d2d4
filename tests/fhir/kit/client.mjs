// fhir-kit-client against the server whose address is given: search by address and form, page, include, read, errors.
import { Client } from "fhir-kit-client";

const client = new Client({ baseUrl: `${process.argv[2]}/fhir/v2` });
const expect = (what, holds) => {
  if (!holds) {
    console.error(`fhir-kit-client ${what}: BAD`);
    process.exit(1);
  }
};

const statement = await client.capabilityStatement();
expect("metadata", statement.fhirVersion === "4.0.1");
const read = await client.read({ resourceType: "Practitioner", id: "899700000104" });
expect("read", read.name[0].family === "VAUQUELIN");
const searchParams = { practitioner: read.id, _include: "PractitionerRole:organization" };
for (const options of [{}, { postSearch: true }]) {
  const found = await client.search({ resourceType: "PractitionerRole", searchParams, options });
  expect("include", found.entry.some(({ resource }) => resource.resourceType === "Organization"));
}
let bundle = await client.search({ resourceType: "Organization", searchParams: { _count: 5 } });
const ids = new Set();
let pages = 0;
while (bundle) {
  bundle.entry.forEach(({ resource }) => ids.add(resource.id));
  pages += 1;
  bundle = await client.nextPage({ bundle });
}
expect("pages", pages > 2 && ids.size > 10);
for (const [status, call] of [
  [404, () => client.read({ resourceType: "Organization", id: "1000000000" })],
  [400, () => client.search({ resourceType: "Organization", searchParams: { inconnu: "1" } })],
]) {
  const error = await call().then(() => undefined, (error) => error);
  expect(`error ${status}`, error?.response?.status === status && error.response.data.resourceType === "OperationOutcome");
}
console.log("fhir-kit-client: good");
