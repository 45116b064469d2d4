// The clients of @hey-api/openapi-ts and of openapi-typescript, typed strictly, against the server whose address is given.
import createClient from "openapi-fetch";
import { client } from "aiguilleur-client/client";
import { batchDecisions, getDecisions, getStructureDecisions, search, type Decided } from "aiguilleur-client";
import type { paths } from "./schema";

const url = process.argv[2] ?? "";
client.setConfig({ baseUrl: url });
const other = createClient<paths>({ baseUrl: url });
const expect = (what: string, holds: boolean): void => {
  if (!holds) throw new Error(`${what}: BAD`);
};

const check = async (): Promise<void> => {
  let count = 0;
  const people = ["99700000104", "99700000112", "99700000120", "99700000138", "99700000146", "99700000153"];
  for (const id of people) {
    for (const usages of [["dmp"], ["dmp", "roc"], ["insi_manu", "psc"]] as const) {
      for (const as_of of ["2023-01-15", "2023-07-01", "2024-06-30", "2026-11-20"]) {
        for (const trace of [true, false]) {
          const query = { usages: [...usages], as_of, trace };
          const one = await getDecisions({ path: { id }, query });
          const two = await other.GET("/v1/professionals/{id}/decisions", { params: { path: { id }, query } });
          const decided: Decided | undefined = one.data;
          const value: string | null | undefined = two.data?.recommendation.identifier?.value;
          expect(id, decided !== undefined && JSON.stringify(one.data) === JSON.stringify(two.data));
          expect(id, (decided?.recommendation.identifier?.value ?? null) === (value ?? null));
          count += 2;
        }
      }
    }
  }
  for (const id of ["990001018", "990010159", "499700000104007", "399900001100018", "990001133", "2A9900123"]) {
    for (const as_of of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((month) => `2024-${String(month).padStart(2, "0")}-15`)) {
      const query = { usages: ["dmp" as const], as_of };
      const one = await getStructureDecisions({ path: { id }, query });
      const two = await other.GET("/v1/structures/{id}/decisions", { params: { path: { id }, query } });
      expect(id, one.data !== undefined && JSON.stringify(one.data) === JSON.stringify(two.data));
      count += 2;
    }
  }
  // A code that nobody knows yet is a text like any other: this compiles because codes of answers are open.
  const unknown: Decided["decisions"][number]["outcome"] = "tout_nouveau";
  const typed: NonNullable<paths["/v1/professionals/{id}/decisions"]["get"]["responses"][200]["content"]["application/json"]>["decisions"][number]["outcome"] = unknown;
  expect("code", typed === "tout_nouveau" && count > 400);
  const found = await search({ query: { q: "vauquelin rouen" } });
  expect("search", found.data?.hits[0]?.rpps === "99700000104");
  const batch = await batchDecisions({ body: { ids: ["99700000104", "990010159", "12"] } });
  expect("batch", batch.data?.items[0]?.decided?.recommendation.status === "unique");
  const wrong = await getDecisions({ path: { id: "12" } });
  expect("error", wrong.error?.code === "malformed_identifier");
  console.log(`@hey-api/openapi-ts, openapi-typescript: ${count} answers, good`);
};

check().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
