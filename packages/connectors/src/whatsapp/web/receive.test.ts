import { StoreUnavailable } from "@circuito/connector";
import { RecordingHost } from "@circuito/connector/testing";
import { unreadable } from "./receive/read-event.ts";
import { SHORT_LOOKS_MAX } from "./receive/short-chats.ts";
import { rawChat } from "./testing/raw-chat.ts";
import { until } from "./testing/until.ts";
import { ANA, WebStage } from "./testing/web-stage.ts";
import { CallTimedOut, type WaEvent } from "./wa-session.ts";

const CHAT = "5511987654321@c.us";
const came = (id: string, fields: Record<string, unknown> = {}): WaEvent => ({
  kind: "message",
  raw: rawChat({ id, body: id, ...fields }),
});
/** s since epoch, before the host's clock. */
const nowOf = (host: RecordingHost) => Math.floor(host.now() / 1_000);

test("a thousand messages come in order, each once", async () => {
  await using stage = await new WebStage().ready();
  const ids = Array.from({ length: 1_000 }, (_, index) => `m${index}`);
  for (const id of ids) stage.whatsapp.tell(came(id), came(id));
  await stage.rows(1_000);
  expect(stage.texts).toEqual(ids);
});

test("while nothing can be stored everything waits, in its order", async () => {
  await using stage = await new WebStage().ready();
  stage.host.failure = new StoreUnavailable("down");
  stage.whatsapp.tell(came("a"), came("b"));
  await until(
    () => stage.host.outputs.some((line) => line.includes("not stored yet")),
    () => "a try",
  );
  stage.whatsapp.tell(came("c"));
  stage.host.failure = undefined;
  await stage.rows(3);
  expect(stage.texts).toEqual(["a", "b", "c"]);
});

test("an event that cannot be read is kept as it came, under an id of its own", () => {
  const [first, again, other] = ["a", "a", "b"].map((id) => unreadable(came(id)).elements[0]);
  expect(first).toMatchObject({ kind: "malformed", error: expect.stringContaining("message") });
  expect(again).toEqual(first);
  expect(other?.externalId).not.toBe(first?.externalId);
});

test("what is not for us is counted, by kind", async () => {
  await using stage = await new WebStage().ready();
  stage.host.advance(10_000);
  stage.whatsapp.tell(
    came("s", { chat: "status@broadcast" }),
    came("g", { chat: "1203630001@g.us", author: CHAT }),
    { kind: "ignored", what: "gp2" },
    came("m"),
  );
  await stage.rows(1);
  await until(
    () => stage.host.sessions.at(-1)?.ignored?.gp2 === 1,
    () => JSON.stringify(stage.host.sessions.at(-1)),
  );
  expect(stage.host.sessions.at(-1)?.ignored).toEqual({ status: 1, group: 1, gp2: 1 });
  expect(stage.texts).toEqual(["m"]);
});

test("a message of ours is told when WhatsApp has it, and not when the page shows it", async () => {
  await using stage = await new WebStage().ready();
  const raw = rawChat({ id: "3EB0", fromMe: true, body: "do telefone" });
  stage.whatsapp.tell({ kind: "message", raw }, came("a"));
  await stage.rows(1);
  expect(stage.texts).toEqual(["a"]);
  stage.whatsapp.tell({ kind: "ack", raw, ack: 1 }, { kind: "ack", raw, ack: 2 });
  await stage.rows(4);
  expect(stage.host.rows.slice(1)).toMatchObject([
    { kind: "message", externalId: "true:3EB0", from: ANA, writtenBy: "us" },
    { kind: "receipt", of: "true:3EB0", status: "sent" },
    { kind: "receipt", of: "true:3EB0", status: "delivered" },
  ]);
});

test("edits, revokes, reactions and calls follow their message", async () => {
  await using stage = await new WebStage().ready();
  const raw = rawChat({ id: "a", body: "b" });
  stage.whatsapp.tell(
    came("a"),
    { kind: "edited", raw, text: "b", before: "a" },
    { kind: "reaction", reaction: { msgId: raw.id, senderId: CHAT, reaction: "👍" } },
    { kind: "revoked", raw: { ...raw, type: "revoked" } },
    { kind: "call", call: { id: "c", from: CHAT } },
    { kind: "undecrypted", raw: rawChat({ id: "z", type: "ciphertext" }) },
  );
  await stage.rows(6);
  expect(
    stage.host.rows.map((row) => (row.kind === "change" ? row.change.kind : row.kind)),
  ).toEqual(["message", "edited", "reaction", "revoked", "message", "message"]);
});

test("a hidden id is asked for once, and then known for ever", async () => {
  const host = new RecordingHost();
  const first = await new WebStage({}, {}, host).ready();
  first.whatsapp.script.lidAndPhone = () => ({ lid: "777@lid", phone: "5521976543210@c.us" });
  first.whatsapp.tell(came("a", { chat: "777@lid" }), came("b", { chat: "777@lid" }));
  await first.rows(2);
  expect(first.whatsapp.named("lidAndPhone")).toEqual([{ wid: "777@lid" }]);
  await first[Symbol.asyncDispose]();
  await using second = await new WebStage({}, {}, host).ready();
  second.whatsapp.tell(came("c", { chat: "777@lid" }));
  await second.rows(3);
  expect(second.whatsapp.named("lidAndPhone")).toEqual([]);
  expect(second.messages.map(({ from, alsoKnownAs }) => [from, alsoKnownAs])).toEqual(
    ["a", "b", "c"].map(() => ["tel:+5521976543210", ["wa-lid:777"]]),
  );
});

test("questions about hidden ids are few, and no message waits for them", async () => {
  await using stage = await new WebStage().ready();
  for (let lid = 0; lid < 100; lid += 1) {
    stage.whatsapp.tell(came(`m${lid}`, { chat: `${lid + 1}@lid` }));
  }
  await stage.rows(100);
  expect(stage.whatsapp.named("lidAndPhone")).toHaveLength(20);
  expect(stage.messages[99]?.from).toBe("wa-lid:100");
});

test("where an account began is remembered before anything is read: a kill a moment later loses nothing", async () => {
  await using stage = await new WebStage({}, { rememberEveryMs: 3_600_000 }).ready();
  await until(
    () => stage.host.remembered !== undefined,
    () => "a memory",
  );
  expect(stage.host.remembered).toMatchObject({ mark: expect.any(Number) });
});

test("a first pairing brings nothing old, or as much as is wanted", async () => {
  for (const historyDays of [0, 3]) {
    await using stage = new WebStage({ historyDays });
    const now = nowOf(stage.host);
    stage.whatsapp.chats.set(CHAT, [
      rawChat({ id: "old", body: "old", t: now - 2 * 86_400 }),
      rawChat({ id: "new", body: "new", t: now }),
    ]);
    await stage.ready();
    await stage.rows(historyDays === 0 ? 1 : 2);
    expect(stage.texts).toEqual(historyDays === 0 ? ["new"] : ["old", "new"]);
  }
});

test("what came in an absence is found once, late, in its place before what comes now", async () => {
  const host = new RecordingHost();
  const t = nowOf(host);
  const first = await new WebStage({}, {}, host).ready();
  first.whatsapp.tell(came("a", { t }));
  await first.rows(1);
  await first[Symbol.asyncDispose]();
  host.advance(800_000);
  const missed = Array.from({ length: 130 }, (_, index) =>
    rawChat({ id: `b${index}`, body: `b${index}`, t: t + 100 + index }),
  );
  await using second = new WebStage({}, {}, host);
  second.whatsapp.chats.set(CHAT, [rawChat({ id: "a", body: "a", t }), ...missed.toReversed()]);
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const { messages } = second.whatsapp.script;
  expect(messages).toBeUndefined();
  second.whatsapp.script.messages = async ({ limit }) => {
    await asked;
    return (second.whatsapp.chats.get(CHAT) ?? [])
      .toSorted((a, b) => Number(Object(a).t) - Number(Object(b).t))
      .slice(-limit);
  };
  await second.ready();
  // It comes while its chat is still being read; another chat waits for nobody.
  second.whatsapp.tell(came("now", { t: t + 900 }), came("other", { chat: "5521976543210@c.us" }));
  await second.rows(2);
  answer();
  await second.rows(133);
  expect(second.texts).toEqual(["a", "other", ...missed.map(({ body }) => body), "now"]);
  const late = second.messages.filter(({ chat }) => chat?.late);
  expect(late.map(({ text }) => text)).toEqual(missed.map(({ body }) => body));
  expect(host.sessions.some(({ backlog }) => backlog === 1)).toBe(true);
});

test("a chat that could not be read is read again, and the mark waits for it", async () => {
  await using stage = new WebStage();
  const t = nowOf(stage.host);
  stage.whatsapp.chats.set(CHAT, [rawChat({ id: "a", body: "a", t })]);
  let failures = 2;
  stage.whatsapp.script.messages = ({ chat }) => {
    failures -= 1;
    if (failures >= 0) throw new Error("detached");
    return stage.whatsapp.chats.get(chat) ?? [];
  };
  await stage.ready();
  await stage.rows(1);
  expect(failures).toBe(-1);
});

test("news that the page has not got are asked of the phone", async () => {
  await using stage = new WebStage();
  const t = nowOf(stage.host);
  stage.whatsapp.script.chats = () => [{ wid: CHAT, timestamp: t }];
  stage.whatsapp.script.syncHistory = () => {
    stage.whatsapp.chats.set(CHAT, [rawChat({ id: "a", body: "a", t })]);
    return true;
  };
  await stage.ready();
  await stage.rows(1);
  expect(stage.whatsapp.named("syncHistory")).toEqual([{ chat: CHAT }]);
});

test("edits, revokes and acks that were missed are made up for", async () => {
  const host = new RecordingHost();
  const t = nowOf(host);
  const first = await new WebStage({}, {}, host).ready();
  const own = rawChat({ id: "3EB0", fromMe: true, body: "c", ack: 1, t });
  first.whatsapp.tell(came("a", { t }), came("b", { t }), { kind: "message", raw: own });
  await first.rows(3);
  await first[Symbol.asyncDispose]();
  await using second = new WebStage({}, {}, host);
  second.whatsapp.chats.set(CHAT, [
    rawChat({ id: "a", body: "a2", t, latestEditSenderTimestampMs: t * 1_000 + 5_000 }),
    rawChat({ id: "b", t, type: "revoked" }),
    { ...own, ack: 3 },
  ]);
  await second.ready();
  await second.rows(6);
  expect(host.rows.slice(3)).toMatchObject([
    { kind: "change", of: "false:a", change: { kind: "edited", text: "a2" } },
    { kind: "change", of: "false:b", change: { kind: "revoked" } },
    { kind: "receipt", of: "true:3EB0", status: "read" },
  ]);
});

test("groups and lists are not read after an absence, unless groups are wanted", async () => {
  for (const groups of [false, true]) {
    await using stage = new WebStage({ groups });
    const t = nowOf(stage.host);
    for (const chat of ["1203630001@g.us", "status@broadcast", "1@newsletter", "0@c.us"]) {
      stage.whatsapp.chats.set(chat, [rawChat({ id: "g", body: "g", chat, author: CHAT, t })]);
    }
    stage.whatsapp.chats.set(CHAT, [rawChat({ id: "m", body: "m", t: t + 1 })]);
    await stage.ready();
    await stage.rows(groups ? 2 : 1);
    expect(stage.texts).toEqual(groups ? ["g", "m"] : ["m"]);
  }
});

test("another account does not go on where the last one was", async () => {
  const host = new RecordingHost();
  host.remembered = { mark: 1, account: "5511900000000@c.us" };
  await using stage = new WebStage({}, {}, host);
  const t = nowOf(host);
  stage.whatsapp.chats.set(CHAT, [
    rawChat({ id: "old", body: "old", t: t - 86_400 }),
    rawChat({ id: "new", body: "new", t }),
  ]);
  await stage.ready();
  await stage.rows(1);
  expect(stage.texts).toEqual(["new"]);
});

test.each([
  ["chats", "not looked for what was missed"],
  ["messages", "chat not read after an absence"],
] as const)(
  "after an absence of which the %s were not told, what comes now moves no mark",
  async (call, warning) => {
    const host = new RecordingHost();
    const first = await new WebStage({}, {}, host).ready();
    const t = nowOf(host);
    first.whatsapp.tell(came("a", { t }));
    await first.rows(1);
    await first[Symbol.asyncDispose]();
    host.advance(2 * 3_600_000);
    await using second = new WebStage({}, { tickEveryMs: 60_000, backfillRetryMs: 200 }, host);
    const { whatsapp } = second;
    whatsapp.chats.set(CHAT, [rawChat({ id: "old", body: "old", t: t + 3_600 })]);
    whatsapp.script[call] = () => {
      delete whatsapp.script[call];
      throw new CallTimedOut("no answer");
    };
    await second.ready();
    await until(
      () => host.outputs.some((line) => line.includes(warning)),
      () => "the failure",
    );
    whatsapp.tell(came("live", { chat: "5521976543210@c.us", t: t + 7_200 }));
    await second.rows(3);
    expect(second.texts).toEqual(["a", "live", "old"]);
    expect(new Set(whatsapp.named("chats").map((args) => Object(args).since)).size).toBe(1);
  },
);

test.each([
  ["in the queue", "5511900000001@c.us"],
  ["behind a chat that is being read", CHAT],
])(
  "what is dropped because too much waits %s is looked for from the mark of before",
  async (_, chat) => {
    const host = new RecordingHost();
    const t = nowOf(host);
    host.remembered = { mark: t, account: "12025550100@c.us" };
    await using stage = new WebStage({}, { tickEveryMs: 60_000 }, host);
    const { whatsapp } = stage;
    host.advance(2 * 3_600_000);
    // The reading of this chat ends after the drop, and is whole as far as it can know.
    whatsapp.script.chats = () => [{ wid: CHAT, timestamp: 0 }];
    let answer = () => {};
    const read = new Promise<void>((resolve) => {
      answer = resolve;
    });
    whatsapp.script.messages = async () => {
      await read;
      return [];
    };
    await stage.ready();
    await until(
      () => whatsapp.named("messages").length === 1,
      () => "the reading",
    );
    host.failure = new StoreUnavailable("down");
    whatsapp.tell(came("a", { chat: "5521976543210@c.us", t: t + 7_200 }));
    await until(
      () => host.outputs.some((line) => line.includes("not stored yet")),
      () => "a try",
    );
    const lost = rawChat({ id: "lost", body: "lost", chat, t: t + 3_600 });
    whatsapp.tell({ kind: "message", raw: lost });
    for (let count = 0; count < 20_000; count += 1) whatsapp.tell(came("x", { chat }));
    whatsapp.chats.set(chat, [lost]);
    answer();
    host.failure = undefined;
    await stage.rows(1);
    delete whatsapp.script.chats;
    delete whatsapp.script.messages;
    await until(
      () => host.disconnections.length === 1,
      () => "the session's end",
    );
    await stage.ready();
    await stage.rows(2);
    expect(stage.texts).toEqual(["a", "lost"]);
  },
);

/** Down for two hours, and the page has nothing but the newest of a chat. */
function shortStage(): { readonly stage: WebStage; readonly mark: number } {
  const host = new RecordingHost();
  const mark = nowOf(host);
  host.remembered = { mark, account: "12025550100@c.us" };
  host.advance(2 * 3_600_000);
  const stage = new WebStage({}, { tickEveryMs: 60_000 }, host);
  stage.whatsapp.chats.set(CHAT, [rawChat({ id: "c", body: "c", t: mark + 7_000 })]);
  return { stage, mark };
}

const marked = (stage: WebStage, mark: number) =>
  until(
    () => Object(stage.host.remembered).mark === mark,
    () => `the mark ${mark}; it is ${Object(stage.host.remembered).mark}`,
  );

test("a phone that is slow to give what the page has not got is asked again, and the mark waits", async () => {
  const { stage, mark } = shortStage();
  await using _ = stage;
  const { whatsapp } = stage;
  const marks: unknown[] = [];
  whatsapp.script.syncHistory = () => {
    marks.push(Object(stage.host.remembered).mark);
    if (marks.length === 1)
      whatsapp.tell(came("x", { chat: "5521976543210@c.us", t: mark + 7_200 }));
    if (marks.length < 3) return true;
    const older = ["a", "b"].map((id, at) => rawChat({ id, body: id, t: mark + 60 * at }));
    whatsapp.chats.set(CHAT, [...older, ...(whatsapp.chats.get(CHAT) ?? [])]);
    return true;
  };
  await stage.ready();
  await stage.rows(4);
  expect(stage.texts.toSorted()).toEqual(["a", "b", "c", "x"]);
  expect(marks).toEqual([mark, mark, mark]);
  await marked(stage, mark + 7_200);
});

test.each([
  ["has less than the mark asks for", 7_000],
  ["has not got its newest", 7_100],
])("a chat of which the page %s is not looked into for ever", async (_name, timestamp) => {
  const { stage, mark } = shortStage();
  await using _ = stage;
  stage.whatsapp.script.chats = () => [{ wid: CHAT, timestamp: mark + timestamp }];
  stage.whatsapp.script.syncHistory = () => true;
  await stage.ready();
  await marked(stage, mark + 7_000);
  expect(stage.whatsapp.named("syncHistory")).toHaveLength(SHORT_LOOKS_MAX);
  expect(stage.host.outputs.filter((line) => line.includes("given up"))).toHaveLength(1);
});

test("a chat that begins after the mark is whole when the page knows that this is all of it", async () => {
  const { stage, mark } = shortStage();
  await using _ = stage;
  await stage.ready();
  await marked(stage, mark + 7_000);
  expect(stage.whatsapp.named("chats")).toHaveLength(1);
});

test.each([
  ["edited", { body: "v2", latestEditSenderTimestampMs: 1_767_614_405_000 }, "v2"],
  ["taken back", { type: "revoked", body: "" }, ""],
])("a message that is %s while its chat is being read is one message", async (_, change, text) => {
  await using stage = new WebStage();
  const { whatsapp } = stage;
  const t = nowOf(stage.host);
  const v1 = rawChat({ id: "a", body: "v1", t });
  whatsapp.script.chats = () => [{ wid: CHAT, timestamp: t }];
  whatsapp.script.messages = () => {
    whatsapp.tell({ kind: "message", raw: v1 }, came("b", { t: t + 1 }));
    return [{ ...v1, ...change }];
  };
  await stage.ready();
  await stage.rows(2);
  whatsapp.tell(came("c", { t: t + 2 }));
  await stage.rows(3);
  expect(stage.messages.map(({ externalId, text: words }) => [externalId, words])).toEqual([
    ["false:a", text],
    ["false:b", "b"],
    ["false:c", "c"],
  ]);
});

test("a message of ours that WhatsApp has not got before a restart is told once it has, once", async () => {
  const host = new RecordingHost();
  const t = nowOf(host);
  host.remembered = { mark: t, account: "12025550100@c.us" };
  await using stage = new WebStage({}, {}, host);
  const raw = rawChat({ id: "3EB0", fromMe: true, body: "olá", t });
  stage.whatsapp.chats.set(CHAT, [raw, rawChat({ id: "a", body: "a", t: t + 1 })]);
  await stage.ready();
  await stage.rows(1);
  expect(stage.texts).toEqual(["a"]);
  stage.whatsapp.tell({ kind: "ack", raw, ack: 1 }, { kind: "ack", raw, ack: 2 });
  await stage.rows(4);
  expect(host.rows.slice(1)).toMatchObject([
    { kind: "message", externalId: "true:3EB0", writtenBy: "us", text: "olá" },
    { kind: "receipt", of: "true:3EB0", status: "sent" },
    { kind: "receipt", of: "true:3EB0", status: "delivered" },
  ]);
});
