// The clients of @hey-api/openapi-ts and of openapi-typescript, typed strictly, against the server whose address is given.
import createClient from "openapi-fetch";
import { client } from "./hey/client.gen";
import { batchDecisions, getDecisions, search, type Decided } from "./hey/index";
import type { paths } from "./schema";

const url = process.argv[2] ?? "";
client.setConfig({ baseUrl: url });
const other = createClient<paths>({ baseUrl: url });
const expect = (what: string, holds: boolean): void => {
  if (!holds) throw new Error(`${what}: BAD`);
};

const check = async (): Promise<void> => {
  let count = 0;
  for (const id of ["99700000104", "99700000112", "99700000120", "99700000138", "99700000146"]) {
    for (const usages of [["dmp"], ["dmp", "roc"], ["insi_manu", "psc"]] as const) {
      const one = await getDecisions({ path: { id }, query: { usages: [...usages] } });
      const two = await other.GET("/v1/professionals/{id}/decisions", {
        params: { path: { id }, query: { usages: [...usages] } },
      });
      const decided: Decided | undefined = one.data;
      const kept: string | null | undefined = two.data?.recommendation.identifier?.value;
      expect(id, decided !== undefined && JSON.stringify(one.data) === JSON.stringify(two.data));
      expect(id, kept === undefined || decided?.recommendation.identifier?.value === kept || kept === null);
      count += 2;
    }
  }
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
