import { fieldsOf, operationsOf } from "./open-api.ts";

test("a schema is told leaf by leaf: lists, choices and what may be missing", () => {
  const schema = {
    type: "object",
    required: ["id", "tags", "queue"],
    properties: {
      id: { type: "string", format: "uuid" },
      tags: { type: "array", items: { type: "string" } },
      queue: {
        anyOf: [
          { type: "object", required: ["name"], properties: { name: { type: "string" } } },
          { type: "null" },
        ],
      },
      status: { anyOf: [{ type: "string", enum: ["open", "closed"] }, { type: "null" }] },
      kind: { const: "message.sent" },
    },
  };
  expect(fieldsOf(schema).map((field) => Object.values(field))).toEqual([
    ["id", "uuid", true, false],
    ["tags[]", "string", true, false],
    // A queue that may be null need not have a name.
    ["queue.name", "string", false, false],
    ["status", '"open" | "closed"', false, true],
    ["kind", '"message.sent"', false, false],
  ]);
});

test("every operation of every path is a route", () => {
  const operation = { operationId: "x", summary: "s", "x-least-role": "agent" } as const;
  const paths = { "/queues/{id}": { get: operation, patch: operation }, "/me": { get: operation } };
  const found = operationsOf({ servers: [], webhooks: {}, paths });
  expect(found.map(({ method, path, area }) => `${method} ${path} ${area}`)).toEqual([
    "GET /queues/{id} queues",
    "PATCH /queues/{id} queues",
    "GET /me me",
  ]);
});
