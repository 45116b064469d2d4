// Quick start with TypeScript and fetch alone: search, decide, ask for many.

const url = process.env.AIGUILLEUR_URL ?? "http://127.0.0.1:8080";
const key = process.env.AIGUILLEUR_KEY;

interface Problem { code: string; detail: string }
interface Identifier { kind: string; value: string | null }
interface Decision { outcome: string; summary: string; identifier: Identifier | null }
interface Decided { recommendation: { status: string; decision: number | null }; decisions: Decision[] }
interface Item { index: number; id: string; decided?: Partial<Decided>; error?: Problem }

/** An answer, waiting as long as the server says when it is asked too often. */
async function ask(path: string, body?: unknown, accept = "application/json"): Promise<Response> {
  const headers: Record<string, string> = { Accept: accept, "Content-Type": "application/json" };
  if (key) headers.Authorization = `Bearer ${key}`;
  for (;;) {
    const method = body === undefined ? "GET" : "POST";
    const answer = await fetch(url + path, { method, headers, body: body && JSON.stringify(body) } as RequestInit);
    if (answer.ok) return answer;
    if (answer.status !== 429 && answer.status !== 503) {
      const problem = (await answer.json()) as Problem;
      throw new Error(`${problem.code}: ${problem.detail}`);
    }
    await new Promise((wake) => setTimeout(wake, 1000 * Number(answer.headers.get("retry-after") ?? 1)));
  }
}

const found = await (await ask(`/v1/search?${new URLSearchParams({ q: "vauquelin rouen" })}`)).json();
for (const hit of (found as { hits: { type: string; name: string }[] }).hits) console.log(hit.type, hit.name);

const answer = (await (await ask("/v1/professionals/99700000104/decisions?usages=dmp")).json()) as Decided;
if (answer.recommendation.decision !== null) console.log(answer.decisions[answer.recommendation.decision]?.summary);

const batch = { ids: ["99700000104", "99700000203", "12"], fields: ["decisions.outcome", "decisions.identifier"] };
const lines = await (await ask("/v1/professionals:batch", batch, "application/x-ndjson")).text();
for (const line of lines.trim().split("\n")) {
  const item = JSON.parse(line) as Item;
  console.log(item.id, item.error?.code ?? item.decided?.decisions?.map((decision) => decision.outcome));
}
