import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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
  // The address that is looked at answers nobody until it is let go: so long the first look lasts.
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const door = createServer((_request, response) => {
    held.then(() => response.writeHead(404).end());
  });
  await new Promise<void>((listening) => door.listen(0, "127.0.0.1", listening));
  const { port } = door.address() as AddressInfo;
  await using behind = await createWebStage(`http://127.0.0.1:${port}`);
  const one = await behind.logIn(await behind.newPerson({ role: "admin" }));
  const lookThere = () => one.send("POST", "/api/v1/diagnostics");

  const both = [lookThere(), lookThere()];
  // One of them is told no at once; the other ends when it may.
  expect((await Promise.race(both)).status).toBe(409);
  letGo();
  expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await lookThere()).status).toBe(200);
  door.closeAllConnections();
  await new Promise((closed) => door.close(closed));
}, 30_000);
