import { createLog, type RootLog } from "./log.ts";

function logInto(lines: string[], readable = false): RootLog {
  return createLog({
    level: "info",
    secrets: ["canary-password"],
    readable,
    write: (line) => void lines.push(line),
  });
}

test("a line is one JSON object with the fact and its fields", () => {
  const lines: string[] = [];
  logInto(lines).with({ component: "router" }).info("batch routed", { rows: 3 });
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    level: "info",
    fact: "batch routed",
    component: "router",
    rows: 3,
  });
});

test.each([false, true])("no secret gets through, readable: %s", (readable) => {
  const lines: string[] = [];
  const log = logInto(lines, readable);
  log.hide(["canary-made-later"]);
  const cause = Object.assign(new Error("at postgres://u:canary-password@h/d"), { code: "28P01" });
  log.error("canary-password refused", {
    error: new Error("connect with canary-made-later", { cause }),
    url: `https://h/?k=${encodeURIComponent("canary-password")}`,
    encoded: Buffer.from("user:canary-password").toString("base64"),
  });
  log.with({ key: "canary-made-later" }).warn("twice");
  expect(lines).toHaveLength(2);
  expect(lines.join("")).not.toMatch(/canary/);
  expect(lines.join("")).not.toContain(Buffer.from("canary-pass").toString("base64").slice(2, 12));
  expect(lines.join("")).toContain("28P01");
});

test("a query's parameters and a row's values stay out of the log", () => {
  const lines: string[] = [];
  const failed = Object.assign(
    new Error("Failed query: insert into t values ($1)\nparams: canary"),
    {
      detail: "Key (text)=(canary) already exists.",
    },
  );
  logInto(lines).error("failed", { error: failed });
  expect(lines[0]).toContain("insert into t");
  expect(lines[0]).not.toContain("canary");
});

test("a hostile name stays inside its readable line", () => {
  const lines: string[] = [];
  logInto(lines, true).info("seen", { name: "a\r\nerror forged \x1b[2J\u202egnp.exe" });
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toMatch(/[\r\n\u202e]/);
  expect(lines[0]).not.toContain("\x1b[2J");
});

test("what is below the level is not written", () => {
  const lines: string[] = [];
  logInto(lines).debug("detail");
  expect(lines).toEqual([]);
});
