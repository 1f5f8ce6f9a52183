import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { STOP_TIMEOUT_MS, StoreUnavailable } from "@circuito/connector";
import { RecordingHost } from "@circuito/connector/testing";
import { rawChat } from "./testing/raw-chat.ts";
import { until } from "./testing/until.ts";
import { WebStage } from "./testing/web-stage.ts";

const MINUTE = 60_000;

test("a start waits for its code to be read, and shows every new one", async () => {
  await using stage = new WebStage();
  const started = stage.connector.start?.();
  await stage.launched(1);
  stage.whatsapp.tell({ kind: "qr", value: "one" });
  stage.whatsapp.tell({ kind: "qr", value: "two" });
  const shown = stage.host.sessions.flatMap(({ pairing }) => (pairing ? [pairing] : []));
  expect(shown.map(({ value }) => value)).toEqual(["one", "two"]);
  stage.whatsapp.becomeReady();
  await started;
  expect(stage.host.sessions.at(-1)).toMatchObject({
    state: "ready",
    account: { phone: "+12025550100", name: "Loja" },
  });
  expect(stage.host.sessions.at(-1)?.pairing).toBeUndefined();
});

test("a browser that is lost before it is ready fails the start; later it disconnects", async () => {
  await using stage = new WebStage();
  const first = stage.connector.start?.().then(
    () => "started",
    (error: Error) => error.message,
  );
  await stage.launched(1);
  stage.whatsapp.tell({ kind: "lost", because: "could-not-launch", detail: "no such file" });
  expect(await first).toBe("the session is gone: could-not-launch: no such file");
  await stage.ready();
  stage.whatsapp.tell({ kind: "lost", because: "browser-gone", detail: "killed" });
  await stage.said("backing-off", "browser-gone");
  expect(stage.host.disconnections).toHaveLength(1);
  await stage.ready();
  expect(stage.whatsapp.launches).toHaveLength(3);
});

test.each([
  ["none", undefined],
  ["one that is gone", { executablePath: "/no/such/file", args: [], acceptsInsecureCerts: false }],
])("a machine with %s for a browser says so, and keeps waiting", async (_, browser) => {
  await using stage = new WebStage();
  stage.host.local = { folder: stage.host.local.folder, ...(browser && { browser }) };
  void stage.connector.start?.().catch(() => {});
  await stage.said("failed", "no-browser");
  expect(stage.whatsapp.launches).toEqual([]);
});

test("locks of another machine are removed before each launch, and the profile is ours alone", async () => {
  await using stage = await new WebStage().ready();
  const profile = join(stage.host.local.folder, "session");
  expect(statSync(profile).mode & 0o777).toBe(0o700);
  for (const lock of ["SingletonLock", "SingletonSocket", "Local State"]) {
    writeFileSync(join(profile, lock), "");
  }
  stage.whatsapp.tell({ kind: "lost", because: "page-crashed", detail: "" });
  await stage.ready();
  expect(readdirSync(profile)).toEqual(["Local State"]);
});

test("a page whose ready was lost is told what it forgot", async () => {
  await using stage = new WebStage({}, { probeEveryMs: 0, readyWatchMs: 0 });
  const started = stage.connector.start?.();
  stage.whatsapp.script.announceSynced = () => stage.whatsapp.becomeReady();
  await started;
  expect(stage.whatsapp.named("announceSynced")).toHaveLength(1);
});

test("a browser that answers no more is closed and killed", async () => {
  await using stage = await new WebStage(
    {},
    { heartbeatEveryMs: 0, heartbeatTimeoutMs: 1 },
  ).ready();
  stage.whatsapp.script.state = () => Promise.reject(new Error("no answer"));
  await stage.said("degraded", "no-answer");
  await stage.said("backing-off", "no-answer");
  await stage.connector.stop();
  expect(stage.whatsapp.killed).toBe(1);
});

test("a browser that grew too large is started anew, and nobody is told that it is gone", async () => {
  await using stage = await new WebStage({ memoryMaxMb: 300 }, { memoryEveryMs: 0 }).ready();
  stage.whatsapp.memory = 301 * 1_024 * 1_024;
  await stage.said("launching", "memory");
  stage.whatsapp.memory = 0;
  await stage.launched(2);
  stage.whatsapp.becomeReady();
  expect(stage.host.disconnections).toEqual([]);
});

test("at its hour, and only when nobody writes, it is started anew", async () => {
  await using stage = await new WebStage({ restartAt: "04:00" }).ready();
  stage.host.advance(24 * 60 * MINUTE);
  await stage.said("launching", "quiet-hour");
  await stage.launched(2);
});

test("logged out by the phone: the profile is gone, and the next start waits for a person", async () => {
  await using stage = await new WebStage().ready();
  const profile = join(stage.host.local.folder, "session");
  writeFileSync(join(profile, "Cookies"), "");
  stage.whatsapp.tell({ kind: "disconnected", reason: "LOGOUT" });
  await stage.said("logged-out", "by-phone");
  let hasStarted = false;
  const started = stage.connector.start?.().then(() => {
    hasStarted = true;
  });
  expect(stage.whatsapp.launches).toHaveLength(1);
  stage.connector.wish?.({
    id: "w1",
    at: 1,
    wish: { kind: "pair", method: "code", phone: "+5511987654321" },
  });
  await stage.launched(2);
  expect(readdirSync(profile)).toEqual([]);
  expect(stage.whatsapp.launches[1]?.pairWithPhone).toBe("5511987654321");
  expect(hasStarted).toBe(false);
  stage.whatsapp.tell({ kind: "code", value: "ABCDEFGH" });
  stage.whatsapp.becomeReady();
  await started;
});

test("that it waits for a person is known after a restart of ours", async () => {
  const host = new RecordingHost();
  const first = await new WebStage({}, {}, host).ready();
  first.whatsapp.tell({ kind: "disconnected", reason: "LOGOUT" });
  await first[Symbol.asyncDispose]();
  await using second = new WebStage({}, {}, host);
  void second.connector.start?.().catch(() => {});
  await second.said("logged-out", "by-phone");
  expect(second.whatsapp.launches).toEqual([]);
});

test("a wish is granted once, also one of before the start", async () => {
  const host = new RecordingHost();
  host.sessionWish = { id: "w9", at: 1, wish: { kind: "restart" } };
  const stage = new WebStage({}, {}, host);
  const started = stage.connector.start?.();
  await stage.launched(2);
  stage.whatsapp.becomeReady();
  await started;
  if (host.sessionWish) stage.connector.wish?.(host.sessionWish);
  await stage[Symbol.asyncDispose]();
  await using again = await new WebStage({}, {}, host).ready();
  expect([stage.whatsapp.launches.length, again.whatsapp.launches.length]).toEqual([2, 1]);
});

test("a log-out that an admin asks for tells WhatsApp, too", async () => {
  await using stage = await new WebStage().ready();
  stage.connector.wish?.({ id: "w1", at: 1, wish: { kind: "log-out" } });
  await stage.said("logged-out", "by-admin");
  await stage.connector.stop();
  expect(stage.whatsapp.named("logOut")).toHaveLength(1);
  expect(readdirSync(stage.host.local.folder)).not.toContain("session");
});

test.each(["TOS_BLOCK", "SMB_TOS_BLOCK", "PROXYBLOCK", "DEPRECATED_VERSION"])(
  "%s is not tried again",
  async (state) => {
    await using stage = await new WebStage().ready();
    stage.whatsapp.tell({ kind: "state", state });
    expect(stage.host.sessions.at(-1)?.state).toBe("failed");
    expect(stage.host.disconnections.map((error) => "kind" in error && error.kind)).toEqual([
      "credentials",
    ]);
    void stage.connector.start?.().catch(() => {});
    expect(stage.whatsapp.launches).toHaveLength(1);
  },
);

test("what a browser says that was given up is not heard", async () => {
  await using stage = await new WebStage().ready();
  stage.whatsapp.tell({ kind: "lost", because: "browser-gone", detail: "" });
  stage.whatsapp.tell({ kind: "lost", because: "process-gone", detail: "" });
  await stage.said("backing-off", "browser-gone");
  expect(stage.host.disconnections).toHaveLength(1);
});

test("no code, no words and no number of a customer is in the log", async () => {
  await using stage = new WebStage();
  void stage.connector.start?.().catch(() => {});
  await stage.launched(1);
  stage.whatsapp.tell({ kind: "qr", value: "the-secret-code" });
  stage.whatsapp.becomeReady();
  expect(stage.host.outputs.join()).not.toMatch(/the-secret-code|12025550100/);
});

test("a stop ends the browser, and in time, though what was missed cannot be stored", async () => {
  const host = new RecordingHost();
  const mark = Math.floor(host.now() / 1_000) - 60;
  host.remembered = { mark, account: "12025550100@c.us" };
  await using stage = new WebStage({}, {}, host);
  host.failure = new StoreUnavailable("down");
  stage.whatsapp.chats.set("5511987654321@c.us", [rawChat({ id: "a", body: "a", t: mark + 1 })]);
  await stage.ready();
  const other = rawChat({ id: "b", body: "b", chat: "5521976543210@c.us", t: mark + 2 });
  stage.whatsapp.tell({ kind: "message", raw: other });
  await until(
    () => host.outputs.some((line) => line.includes("not stored yet")),
    () => "a try",
  );
  const begunAt = performance.now();
  await stage.connector.stop();
  expect(performance.now() - begunAt).toBeLessThan(STOP_TIMEOUT_MS);
  expect(stage.whatsapp.killed).toBe(1);
  expect(stage.whatsapp.named("close")).toHaveLength(1);
});

test("a stop does not wait for a log-out that hangs", async () => {
  await using stage = await new WebStage().ready();
  const { whatsapp } = stage;
  whatsapp.script.logOut = () =>
    until(
      () => whatsapp.killed > 0,
      () => "the end of its process",
    );
  stage.connector.wish?.({ id: "w", at: 0, wish: { kind: "log-out" } });
  await until(
    () => whatsapp.named("logOut").length === 1,
    () => "the log-out",
  );
  await stage.connector.stop();
  expect(whatsapp.killed).toBeGreaterThan(0);
});
