import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { splitText } from "@circuito/connector";
import { RecordingHost } from "@circuito/connector/testing";
import { whatsapp } from "../whatsapp.ts";
import { rawChat } from "./testing/raw-chat.ts";
import { until } from "./testing/until.ts";
import { outboundFile, WebStage } from "./testing/web-stage.ts";
import { CallBrokenOff, CallFailed, CallRefused, CallTimedOut, type WaSend } from "./wa-session.ts";

const CHAT = "5511987654321@c.us";
const OWN = "12025550100@c.us";

/** WhatsApp takes everything, and says so. */
async function takingStage(...settings: ConstructorParameters<typeof WebStage>): Promise<WebStage> {
  const stage = await new WebStage(...settings).ready();
  let sent = 0;
  stage.whatsapp.script.send = ({ chat, text }) => {
    sent += 1;
    const raw = rawChat({ id: `3EB${sent}`, chat, fromMe: true, body: text });
    stage.whatsapp.tell({ kind: "message", raw });
    setImmediate(() => stage.whatsapp.tell({ kind: "ack", raw, ack: 1 }));
    return raw;
  };
  return stage;
}

const sentBy = (stage: WebStage): readonly WaSend[] =>
  stage.whatsapp.named("send").filter((args): args is WaSend => typeof args === "object");

test("an answer is typed, sent, and counts as sent when WhatsApp says so", async () => {
  await using stage = await takingStage();
  expect(await stage.send()).toBe("true:3EB1");
  expect(sentBy(stage)).toEqual([{ chat: CHAT, text: "olá", quotes: [], seen: true }]);
  expect(stage.whatsapp.named("typing")).toEqual([{ chat: CHAT }]);
  await stage.rows(2);
  expect(stage.host.rows).toMatchObject([
    { kind: "message", externalId: "true:3EB1", writtenBy: "us" },
    { kind: "receipt", of: "true:3EB1", status: "sent" },
  ]);
});

test("answers go to the id that the chat came with", async () => {
  await using stage = await takingStage();
  stage.whatsapp.script.lidAndPhone = () => ({ phone: CHAT });
  stage.whatsapp.tell({ kind: "message", raw: rawChat({ id: "3A01", chat: "777@lid" }) });
  await stage.rows(1);
  await until(
    () => stage.host.remembered !== undefined,
    () => "what is remembered",
  );
  expect(await stage.send()).toBe("true:3EB1");
  expect(sentBy(stage)[0]?.chat).toBe("777@lid");
  expect(stage.whatsapp.named("numberId")).toEqual([]);
});

test("the id of a number is asked for, once, and never computed", async () => {
  await using stage = await takingStage();
  stage.whatsapp.script.numberId = () => "551187654321@c.us";
  await stage.send();
  await stage.send({ text: "e mais" });
  expect(sentBy(stage).map(({ chat }) => chat)).toEqual(["551187654321@c.us", "551187654321@c.us"]);
  expect(stage.whatsapp.named("numberId")).toEqual([{ digits: "5511987654321" }]);
});

test("a number that is not on WhatsApp is never tried again", async () => {
  await using stage = await takingStage();
  stage.whatsapp.script.numberId = () => undefined;
  expect(await stage.send()).toBe("unreachable-address: not on WhatsApp");
});

test.each([
  ["wa-lid:777", "777@lid"],
  ["wa-group:1203630001", "1203630001@g.us"],
] as const)("%s is written to at %s", async (to, chat) => {
  await using stage = await takingStage();
  await stage.send({ to });
  expect(sentBy(stage)[0]?.chat).toBe(chat);
});

test("nobody has other addresses", async () => {
  await using stage = await takingStage();
  expect(await stage.send({ to: "mailto:ana@example.com" })).toMatch(/^unreachable-address/);
});

test("a quote is looked for under all names of the chat", async () => {
  await using stage = await takingStage();
  stage.whatsapp.script.lidAndPhone = () => ({ phone: CHAT });
  stage.whatsapp.tell({ kind: "message", raw: rawChat({ id: "3A01", chat: "777@lid" }) });
  await stage.rows(1);
  await stage.send({ chat: { answers: "false:3A01" } });
  expect(sentBy(stage)[0]?.quotes).toEqual(["false_777@lid_3A01", `false_${CHAT}_3A01`]);
});

test("choices are written out, with numbers", async () => {
  await using stage = await takingStage();
  const choices = [
    { id: "a", title: "Boleto", description: "2ª via" },
    { id: "b", title: "Outro" },
  ];
  await stage.send({ text: "O que deseja?", chat: { choices } });
  expect(sentBy(stage)[0]?.text).toBe("O que deseja?\n\n1. Boleto (2ª via)\n2. Outro");
});

test("templates are for the other way", async () => {
  await using stage = await takingStage();
  const template = { name: "t", language: "pt_BR", header: [], body: [], buttons: [] };
  expect(await stage.send({ chat: { template } })).toMatch(/^unsupported/);
});

test("files go one by one, the words with the first; what comes back is one message", async () => {
  await using stage = await takingStage();
  const read: string[] = [];
  const { send } = stage.whatsapp.script;
  stage.whatsapp.script.send = (args) => {
    if (args.file) read.push(readFileSync(args.file.path, "utf8"));
    return send?.(args);
  };
  const media = [outboundFile("a.txt", "one"), outboundFile("b.txt", "two")];
  expect(await stage.send({ media })).toBe("true:3EB1");
  expect(read).toEqual(["one", "two"]);
  expect(sentBy(stage).map(({ text, file }) => [text, file?.fileName])).toEqual([
    ["olá", "a.txt"],
    ["", "b.txt"],
  ]);
  expect(sentBy(stage).some(({ file }) => file && existsSync(file.path))).toBe(false);
  await stage.rows(2);
  stage.whatsapp.tell({ kind: "message", raw: rawChat({ id: "3A01", body: "ok" }) });
  await stage.rows(3);
  expect(stage.texts).toEqual(["olá", "ok"]);
});

test("what one of us spoke goes as a voice message, a sound that they had as a sound", async () => {
  await using stage = await takingStage();
  const sound = { ...outboundFile("voz.ogg", "OggS"), mimeType: "audio/ogg" };
  await stage.send({ text: "", media: [{ ...sound, isVoice: true }, sound] });
  expect(sentBy(stage).map(({ file }) => [file?.mimeType, file?.isVoice])).toEqual([
    ["audio/ogg; codecs=opus", true],
    ["audio/ogg", false],
  ]);
});

test("what is done to a further file is done to the message, also after a restart", async () => {
  const host = new RecordingHost();
  // Nothing is written down by itself for so long: a crash would lose it.
  const first = await takingStage({}, { rememberEveryMs: 3_600_000 }, host);
  const media = [outboundFile("a.txt", "one"), outboundFile("b.txt", "two")];
  expect(await first.send({ media })).toBe("true:3EB1");
  expect(host.remembered).toMatchObject({ furtherFiles: [["true:3EB2", "true:3EB1"]] });
  const file = rawChat({ id: "3EB2", fromMe: true, ack: 1 });
  const reaction = { msgId: file.id, senderId: CHAT, reaction: "👍" };
  await first.rows(2);
  first.whatsapp.tell(
    { kind: "reaction", reaction },
    { kind: "message", raw: rawChat({ id: "a", quotedStanzaID: "3EB2", quotedParticipant: OWN }) },
  );
  await first.rows(4);
  await first[Symbol.asyncDispose]();
  await using second = new WebStage({}, {}, host);
  const t = Math.floor(host.now() / 1_000);
  second.whatsapp.chats.set(CHAT, [{ ...file, t, type: "revoked" }]);
  await second.ready();
  await second.rows(5);
  second.whatsapp.tell({ kind: "ack", raw: file, ack: 3 });
  second.whatsapp.tell({ kind: "message", raw: rawChat({ id: "z" }) });
  await second.rows(6);
  expect(host.rows.slice(2)).toMatchObject([
    { kind: "change", of: "true:3EB1", change: { kind: "reaction" } },
    { kind: "message", externalId: "false:a", chat: { answers: "true:3EB1" } },
    { kind: "change", of: "true:3EB1", change: { kind: "revoked" } },
    { kind: "message", externalId: "false:z" },
  ]);
});

test("a file that fails after the first was sent is not sent again by itself", async () => {
  await using stage = await takingStage();
  const { send } = stage.whatsapp.script;
  stage.whatsapp.script.send = (args) => {
    if (args.text === "") throw new CallFailed("no upload");
    return send?.(args);
  };
  const media = [outboundFile("a.txt", "one"), outboundFile("b.txt", "two")];
  expect(await stage.send({ media })).toBe("unknown: sent without all of its files");
});

test("a session that is not ready asks for another try", async () => {
  await using stage = new WebStage();
  expect(await stage.send()).toBe("retry: the session is not ready");
});

test.each([
  ["was gone before it was asked", new CallRefused("x"), "retry"],
  ["did not answer", new CallTimedOut("x"), "unknown"],
  ["went away while it was at it", new CallBrokenOff("x"), "unknown"],
  ["threw", new CallFailed("Protocol error"), "unknown"],
])("a page that %s", async (_, error, kind) => {
  await using stage = await takingStage();
  stage.whatsapp.script.send = () => Promise.reject(error);
  expect(await stage.send()).toMatch(new RegExp(`^${kind}: `));
});

test("a person whom the page does not know is asked for, and tried once more", async () => {
  await using stage = await takingStage();
  const { send } = stage.whatsapp.script;
  let tries = 0;
  stage.whatsapp.script.send = (args) => {
    tries += 1;
    if (tries === 1) throw new CallFailed("No LID for user");
    return send?.(args);
  };
  expect(await stage.send()).toBe("true:3EB1");
  stage.whatsapp.script.send = () => Promise.reject(new CallFailed("No LID for user"));
  expect(await stage.send({ text: "de novo" })).toBe("unreachable-address: not on WhatsApp");
});

test("a message that WhatsApp does not confirm is unknown, and never sent again by itself", async () => {
  await using stage = await takingStage();
  const raw = rawChat({ id: "3EB9", fromMe: true, body: "olá" });
  stage.whatsapp.script.send = () => raw;
  stage.whatsapp.script.message = () => raw;
  expect(await stage.send()).toBe("unknown: WhatsApp has not confirmed it");
  expect(sentBy(stage)).toHaveLength(1);
  expect(stage.host.rows).toEqual([]);
  // Its ack comes after all.
  stage.whatsapp.tell({ kind: "message", raw }, { kind: "ack", raw, ack: 1 });
  await stage.rows(2);
  expect(stage.host.rows).toMatchObject([{ externalId: "true:3EB9", writtenBy: "us" }, {}]);
});

test("an ack whose event was lost is read off the message", async () => {
  await using stage = await takingStage();
  const raw = rawChat({ id: "3EB9", fromMe: true, body: "olá" });
  stage.whatsapp.script.send = () => raw;
  stage.whatsapp.script.message = () => ({ ...raw, ack: 2 });
  expect(await stage.send()).toBe("true:3EB9");
});

test("an ack of an error is a refusal", async () => {
  await using stage = await takingStage();
  const raw = rawChat({ id: "3EB9", fromMe: true, body: "olá" });
  stage.whatsapp.script.send = () => {
    stage.whatsapp.tell({ kind: "ack", raw, ack: -1 });
    return raw;
  };
  expect(await stage.send()).toMatch(/^rejected: /);
});

test("a message whose end is unknown is found again in its chat, once", async () => {
  await using stage = await takingStage();
  stage.whatsapp.script.send = () => Promise.reject(new CallTimedOut("x"));
  expect(await stage.send()).toMatch(/^unknown/);
  const t = Math.floor(stage.host.now() / 1_000);
  stage.whatsapp.chats.set(CHAT, [rawChat({ id: "3EB5", fromMe: true, body: "olá", ack: 2, t })]);
  await stage.rows(2);
  expect(stage.host.rows).toMatchObject([
    { kind: "message", externalId: "true:3EB5", text: "olá", writtenBy: "us" },
    { kind: "receipt", of: "true:3EB5", status: "delivered" },
  ]);
});

test("it is looked for after a reconnect, too", async () => {
  const host = new RecordingHost();
  const first = await takingStage({}, { searchAfterMs: 60_000 }, host);
  first.whatsapp.script.send = () => Promise.reject(new CallBrokenOff("x"));
  expect(await first.send()).toMatch(/^unknown/);
  await first[Symbol.asyncDispose]();
  host.advance(60 * 60_000);
  await using second = new WebStage({}, {}, host);
  const t = Math.floor(host.now() / 1_000) - 60 * 60;
  second.whatsapp.script.chats = () => [];
  second.whatsapp.chats.set(CHAT, [rawChat({ id: "3EB5", fromMe: true, body: "olá", ack: 1, t })]);
  await second.ready();
  await second.rows(2);
  expect(host.rows[0]).toMatchObject({ externalId: "true:3EB5", writtenBy: "us" });
});

test("a turn that is far away is waited for outside", async () => {
  await using stage = await takingStage({ sendsPerMinuteMax: 1 });
  for (const text of ["a", "b", "c"]) expect(await stage.send({ text })).toMatch(/^true:/);
  expect(await stage.send({ text: "d" })).toBe("retry: waits for its turn");
});

test("the same words to many are not sent in a row", async () => {
  await using stage = await takingStage();
  await stage.send({ text: "promoção" });
  expect(await stage.send({ text: "promoção", to: "tel:+5521976543210" })).toBe(
    "retry: waits for its turn",
  );
});

test("people who never wrote to us are few a day; who did, or was written to, is none of them", async () => {
  await using stage = await takingStage(
    { firstContactsPerDayMax: 2, sendsPerMinuteMax: 60 },
    // A day goes by in it, and the browser is not started anew at its hour.
    { tickEveryMs: 60_000 },
  );
  const before = "5521976543230@c.us";
  stage.whatsapp.chats.set(before, [rawChat({ id: "x", chat: before })]);
  const write = async (to: number, newest?: string) => {
    stage.host.advance(60_000);
    const end = await stage.send(
      { to: `tel:+55219765432${to}`, text: `${to}` },
      newest === undefined ? {} : { newest },
    );
    return end.split(":")[0];
  };
  expect(await write(10)).toBe("true");
  expect(await write(11)).toBe("true");
  expect(await write(12)).toBe("rejected");
  // Who was written to today, who wrote long ago, and whom the conversation knows.
  expect(await write(11)).toBe("true");
  expect(await write(30)).toBe("true");
  expect(await write(13, "false:3A00")).toBe("true");
  stage.host.advance(24 * 60 * 60_000);
  expect(await write(12)).toBe("true");
});

test("the host's patience ends a wait, and nothing is lost of what may have left", async () => {
  await using stage = await takingStage({}, { typingMs: 1_000, ackWaitMs: 5_000 });
  expect(await stage.send({}, { signal: AbortSignal.timeout(30) })).toBe(
    "retry: its time was over before its turn came",
  );
  stage.whatsapp.script.send = () => rawChat({ id: "3EB9", fromMe: true });
  const soon = new AbortController();
  const ended = stage.send({}, { signal: soon.signal });
  await until(
    () => sentBy(stage).length === 1,
    () => "the send",
  );
  await sleep(20);
  soon.abort();
  expect(await ended).toBe("unknown: WhatsApp has not confirmed it");
  stage.whatsapp.script.send = () => new Promise(() => {});
  const hanging = new AbortController();
  const given = stage.send({}, { signal: hanging.signal });
  await until(
    () => sentBy(stage).length === 2,
    () => "the send",
  );
  hanging.abort();
  expect(await given).toBe("unknown: the page did not say whether it was sent");
});

test("that somebody writes is shown, and never in the way", async () => {
  await using stage = await takingStage();
  await stage.send();
  await stage.rows(1);
  await stage.connector.typing?.("tel:+5511987654321", undefined);
  stage.whatsapp.script.typing = () => Promise.reject(new Error("x"));
  await stage.connector.typing?.("tel:+5511987654321", undefined);
  await stage.connector.typing?.("tel:+5500000000000", undefined);
  expect(stage.whatsapp.named("typing").length).toBeGreaterThanOrEqual(2);
});

test("what one message of a phone holds is one message", () => {
  const capabilities = {
    ...whatsapp.capabilities,
    ...whatsapp.capabilitiesOf?.({ transport: "web" }),
  };
  const text = "x".repeat(65_536);
  expect(splitText(text, capabilities.textLengthMax)).toEqual([text]);
});
