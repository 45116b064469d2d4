// The console of /docs: reads /openapi.json, builds a form for one operation, sends it, shows the answer as it came.
"use strict";
const at = (id) => document.getElementById(id);
const made = (name, fields) => Object.assign(document.createElement(name), fields);

fetch("/openapi.json").then((answer) => answer.json()).then((api) => {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })));
  const named = (schema) => (schema.$ref ? api.components.schemas[schema.$ref.split("/").pop()] : schema);
  at("operation").append(...operations.map((it, index) =>
    made("option", { value: index, textContent: `${it.method.toUpperCase()} ${it.path} — ${it.summary}` })));
  const asked = new URLSearchParams(location.search).get("operation");
  const first = operations.findIndex((it) => it.operationId === asked);
  if (first >= 0) at("operation").value = first;

  const chosen = () => operations[at("operation").value];
  const show = () => {
    const { parameters, requestBody } = chosen();
    const fields = parameters.map((it) => {
      const codes = named(it.schema.items ?? it.schema).enum;
      const example = Array.isArray(it.example) ? it.example.join(",") : it.example ?? "";
      const input = made("input", { name: it.name, value: example, required: it.required });
      input.dataset.place = it.in;
      const label = made("label", { textContent: `${it.name} : ${it.description}${codes ? ` Valeurs : ${codes.join(", ")}.` : ""} ` });
      label.append(input);
      const line = made("p", {});
      line.append(label);
      return line;
    });
    const body = requestBody?.content["application/json"];
    if (body) {
      const text = JSON.stringify(body.example, null, 2);
      const line = made("p", {});
      line.append(made("textarea", { id: "body", rows: 12, cols: 80, value: text, ariaLabel: "Corps de la requête" }));
      fields.push(line);
    }
    at("parameters").replaceChildren(...fields);
  };
  at("operation").addEventListener("change", show);
  show();

  at("console").addEventListener("submit", async (event) => {
    event.preventDefault();
    const operation = chosen();
    let path = operation.path;
    const query = new URLSearchParams();
    for (const input of at("parameters").querySelectorAll("input")) {
      if (input.dataset.place === "path") path = path.replace(`{${input.name}}`, encodeURIComponent(input.value));
      else if (input.value) query.set(input.name, input.value);
    }
    const address = query.size ? `${path}?${query}` : path;
    const headers = { Accept: "application/json" };
    if (at("key").value) headers.Authorization = `Bearer ${at("key").value}`;
    const body = at("body")?.value;
    if (body) headers["Content-Type"] = "application/json";
    at("address").textContent = `${operation.method.toUpperCase()} ${address}`;
    const answer = await fetch(address, { method: operation.method.toUpperCase(), headers, body });
    const text = await answer.text();
    try {
      at("answer").textContent = `${answer.status}\n${JSON.stringify(JSON.parse(text), null, 2)}`;
    } catch {
      at("answer").textContent = `${answer.status}\n${text}`;
    }
  });
});
