import { CHECKS } from "@circuito/domain";
import { diagnosticEvent } from "@circuito/protocol";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let admin: Client;
beforeEach(async () => {
  stage = await createWebStage();
  admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
});
afterEach(() => stage[Symbol.asyncDispose]());

const look = () => admin.send("POST", "/api/v1/diagnostics");
const eventsOf = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => diagnosticEvent.parse(JSON.parse(line)));

test("an admin is told what is looked at, then each finding, then the worst of all", async () => {
  const { status, body } = await look();
  expect(status).toBe(200);
  const [planned, ...rest] = eventsOf(body);
  if (planned?.kind !== "planned") throw new Error("the plan comes first");
  const ids = planned.checks.map(({ id }) => id);
  expect(new Set(planned.checks.map(({ check }) => check)).size).toBeGreaterThanOrEqual(
    CHECKS.length - 2,
  );
  const findings = rest.flatMap((event) => (event.kind === "finding" ? [event] : []));
  expect(findings.map(({ id }) => id).sort()).toEqual([...ids].sort());
  // This stage has no door that proves who it is.
  expect(findings.find(({ check }) => check === "address")).toMatchObject({
    status: "broken",
    because: "address-of-another",
  });
  expect(rest.at(-1)).toEqual({ kind: "finished", worst: "broken" });
});

test("two look one after the other", async () => {
  const answers = await Promise.all([look(), look()]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await look()).status).toBe(200);
}, 30_000);
