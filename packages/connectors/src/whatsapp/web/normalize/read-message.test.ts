import type { ChatContent, MessageElement } from "@circuito/domain";
import fc from "fast-check";
import { rawChat } from "../testing/raw-chat.ts";
import { type ReadingContext, readMessage } from "./read-message.ts";

const PHONES = new Map([["222000111", "5521976543210"]]);
const CONTEXT: ReadingContext = {
  account: { wid: "12025550100@c.us", lid: "100000000000100@lid" },
  names: {
    phoneOf: (lid) => PHONES.get(lid),
    lidOf: (phone) => [...PHONES].find(([, known]) => known === phone)?.[0],
  },
  groups: true,
  late: false,
};

function message(raw: unknown, context: Partial<ReadingContext> = {}): MessageElement {
  const reading = readMessage(raw, { ...CONTEXT, ...context });
  if (reading.kind !== "element" || reading.element.kind !== "message") {
    throw new Error(`no message: ${JSON.stringify(reading)}`);
  }
  return reading.element;
}

test("a text of a number is theirs, in order of WhatsApp's clock, with the name they gave", () => {
  expect(message(rawChat({ id: "3A01", body: "oi\r\n\u0000", notifyName: "Ana" }))).toMatchObject({
    externalId: "false:3A01",
    idMadeBy: "sender",
    from: "tel:+5511987654321",
    fromName: "Ana",
    text: "oi\n␀",
    sentAt: 1_767_614_400_000,
    media: [],
  });
});

test.each([
  ["a number", "5521976543210@c.us", "tel:+5521976543210", ["wa-lid:222000111"]],
  ["its hidden id", "222000111@lid", "tel:+5521976543210", ["wa-lid:222000111"]],
  ["a device of it", "222000111:7@lid", "tel:+5521976543210", ["wa-lid:222000111"]],
  ["a hidden id without a number", "999000111@lid", "wa-lid:999000111", undefined],
  ["eight digits stay eight", "551187654321@c.us", "tel:+551187654321", undefined],
])("%s: one address, the other name beside it", (_, chat, from, alsoKnownAs) => {
  const element = message(rawChat({ id: "3A02", chat }));
  expect([element.from, element.alsoKnownAs]).toEqual([from, alsoKnownAs]);
});

test("the same message is one, by number and by hidden id, and other words are not", () => {
  const byNumber = message(rawChat({ id: "3A03", chat: "5521976543210@c.us", body: "oi" }));
  const byLid = message(rawChat({ id: "3A03", chat: "222000111@lid", body: "oi" }));
  expect(byLid.externalId).toBe(byNumber.externalId);
  expect(byLid.contentSha256).toBe(byNumber.contentSha256);
  const other = message(rawChat({ id: "3A03", chat: "222000111@lid", body: "tchau" }));
  expect(other.contentSha256).not.toBe(byLid.contentSha256);
});

test("what the phone's owner wrote is ours, in the customer's conversation", () => {
  expect(message(rawChat({ id: "3A04", fromMe: true, body: "já vai", ack: 1 }))).toMatchObject({
    externalId: "true:3A04",
    from: "tel:+5511987654321",
    writtenBy: "us",
  });
});

test("a group is one address, and says who spoke", () => {
  const raw = rawChat({
    id: "3A05",
    chat: "120363000000000001@g.us",
    author: "222000111@lid",
    notifyName: "Rui",
  });
  expect(message(raw)).toMatchObject({
    externalId: "false:3A05:222000111",
    from: "wa-group:120363000000000001",
    chat: { speaker: { address: "tel:+5521976543210", name: "Rui" } },
  });
});

const ignored: readonly (readonly [string, Record<string, unknown>, boolean, string])[] = [
  ["a group, unless it is wanted", { chat: "1203630001@g.us", author: "1@lid" }, false, "group"],
  ["a status", { chat: "status@broadcast" }, true, "status"],
  ["a status by its flag", { isStatusV3: true }, true, "status"],
  ["a list", { chat: "12025550100@broadcast" }, true, "broadcast"],
  ["a newsletter", { chat: "120363@newsletter" }, true, "newsletter"],
  ["WhatsApp's own chat", { chat: "0@c.us" }, true, "official"],
  ["notes to oneself", { chat: "12025550100@c.us", fromMe: true }, true, "own-notes"],
  ["what happened in a group", { type: "gp2" }, true, "gp2"],
  ["new keys", { type: "e2e_notification" }, true, "e2e_notification"],
  ["a call's entry", { type: "call_log" }, true, "call_log"],
  ["how many pictures follow", { type: "album" }, true, "album"],
];
test.each(ignored)("%s is counted and ignored", (_, fields, groups, as) => {
  const reading = readMessage(rawChat({ id: "3A06", ...fields }), { ...CONTEXT, groups });
  expect(reading).toEqual({ kind: "ignored", as });
});

const VCARD =
  "BEGIN:VCARD\nVERSION:3.0\nN:Souza;Bia;;;\nFN:Bia Souza\nORG:Padaria\\, Ltda;\nitem1.TEL;waid=5511912345678:+55 11 91234-5678\nEMAIL:bia@example.com\nEND:VCARD";
const contents: readonly (readonly [string, Record<string, unknown>, ChatContent["special"]])[] = [
  [
    "a place",
    { type: "location", lat: -23.5, lng: -46.6, loc: "Padaria\nRua 1\nCentro" },
    {
      kind: "location",
      latitude: -23.5,
      longitude: -46.6,
      name: "Padaria",
      address: "Rua 1, Centro",
    },
  ],
  [
    "a place that moves",
    { type: "location", lat: "1", lng: 2, isLive: true },
    { kind: "location", latitude: 1, longitude: 2, live: true },
  ],
  [
    "a place that is nowhere",
    { type: "location", lat: 91, lng: 0 },
    { kind: "unsupported", type: "location" },
  ],
  [
    "a card",
    { type: "vcard", body: VCARD },
    {
      kind: "contacts",
      contacts: [
        {
          name: "Bia Souza",
          phones: ["+55 11 91234-5678"],
          emails: ["bia@example.com"],
          organization: "Padaria, Ltda",
        },
      ],
    },
  ],
  [
    "several cards",
    { type: "multi_vcard", vcardList: [{ vcard: "FN:A" }, { vcard: "TEL:1" }] },
    {
      kind: "contacts",
      contacts: [
        { name: "A", phones: [], emails: [] },
        { name: "1", phones: ["1"], emails: [] },
      ],
    },
  ],
  [
    "a poll",
    {
      type: "poll_creation",
      pollName: "Quando?",
      pollOptions: [{ name: "Hoje" }, { name: "Amanhã" }],
    },
    { kind: "poll", question: "Quando?", options: ["Hoje", "Amanhã"] },
  ],
  ["an order", { type: "order", orderId: "77" }, { kind: "order", catalogId: "77", items: [] }],
  [
    "a product",
    { type: "product", productId: "9", businessOwnerJid: "12025550100@c.us" },
    { kind: "product", catalogId: "12025550100@c.us", productId: "9" },
  ],
  [
    "a row of a list",
    {
      type: "list_response",
      listResponse: {
        title: "Boleto",
        description: "2ª via",
        singleSelectReply: { selectedRowId: "b2" },
      },
    },
    { kind: "choice", id: "b2", title: "Boleto", description: "2ª via" },
  ],
  [
    "a button",
    { type: "buttons_response", selectedButtonId: "y", body: "Sim" },
    { kind: "choice", id: "y", title: "Sim" },
  ],
  [
    "a template's button",
    { type: "template_button_reply", selectedId: "n", body: "Não" },
    { kind: "choice", id: "n", title: "Não" },
  ],
  [
    "an invitation",
    { type: "groups_v4_invite", inviteGrpName: "Condomínio" },
    { kind: "invitation", name: "Condomínio" },
  ],
  ["a payment", { type: "payment" }, { kind: "unsupported", type: "payment" }],
  ["a type of tomorrow", { type: "hologram" }, { kind: "unsupported", type: "hologram" }],
  ["no type at all", { type: undefined }, { kind: "unsupported", type: "unknown" }],
  [
    "what could not be read",
    { type: "ciphertext" },
    { kind: "unsupported", type: "ciphertext", reason: "could not be read" },
  ],
  [
    "what the phone keeps for itself",
    { type: "ciphertext", subtype: "view_once_unavailable_fanout" },
    { kind: "unsupported", type: "ciphertext", reason: "to be seen once, on the phone only" },
  ],
  [
    "a picture for the phone only",
    { type: "image", isViewOnce: true },
    { kind: "unsupported", type: "image", reason: "to be seen once, on the phone only" },
  ],
];
test.each(contents)("%s is kept as what it is", (_, fields, special) => {
  const element = message(rawChat({ id: "3A07", ...fields }));
  expect(element.chat?.special).toEqual(special);
  expect(element.placeholder).not.toBe("");
});

const files: readonly (readonly [string, Record<string, unknown>, ChatContent["mediaAs"]])[] = [
  ["a voice note", { type: "ptt", mimetype: "audio/ogg; codecs=opus" }, "voice"],
  ["a sticker", { type: "sticker", mimetype: "image/webp" }, "sticker"],
  ["a film that plays by itself", { type: "video", isGif: true }, "gif"],
  ["a picture to be seen once", { type: "image", isViewOnce: true }, "view-once"],
  ["a picture", { type: "image" }, undefined],
];
test.each(files)("%s is a file to be fetched", (_, fields, mediaAs) => {
  const raw = rawChat({
    id: "3A08",
    directPath: "/v/1",
    body: "thumbnail",
    caption: "veja",
    filename: "a.bin",
    size: 12,
    ...fields,
  });
  const element = message(raw);
  expect(element.text).toBe("veja");
  expect(element.media).toMatchObject([
    { url: "whatsapp-web:false_5511987654321@c.us_3A08", fileName: "a.bin", sizeBytes: 12 },
  ]);
  expect(element.chat?.mediaAs).toBe(mediaAs);
});

test.each([
  ["of ours", "12025550100@c.us", "true:3EB0"],
  ["of ours, by our hidden id", "100000000000100@lid", "true:3EB0"],
  ["of theirs", "5511987654321@c.us", "false:3EB0"],
])("a quote %s names the message", (_, quotedParticipant, answers) => {
  const raw = rawChat({ id: "3A09", quotedStanzaID: "3EB0", quotedParticipant });
  expect(message(raw).chat?.answers).toBe(answers);
});

test("what was looked for after an absence says so, and what was passed on often, too", () => {
  const raw = rawChat({ id: "3A10", isForwarded: true, forwardingScore: 7 });
  expect(message(raw, { late: true }).chat).toEqual({ forwarded: "often", late: true });
});

test.each([
  ["milliseconds", 1_767_614_400_000],
  ["words", "yesterday"],
  ["nothing", undefined],
])("a time of %s is no time", (_, t) => {
  expect(message(rawChat({ id: "3A11", ...{ t } })).sentAt).toBeUndefined();
});

test("a message without an id is known again by its bytes", () => {
  const raw = {
    ...rawChat({ id: "x", body: "oi" }),
    id: { fromMe: false, remote: "5511987654321@c.us" },
  };
  expect(message(raw).externalId).toMatch(/^sha256:/);
  expect(message(raw).externalId).toBe(message(raw).externalId);
});

test("what could not be read and is read later are two, and the first is not in the way", () => {
  const unread = message(rawChat({ id: "3A12", type: "ciphertext" }));
  const read = message(rawChat({ id: "3A12", body: "oi" }));
  expect([unread.externalId, read.externalId]).toEqual(["false:3A12:unreadable", "false:3A12"]);
});

test.each([[null], ["text"], [{}], [{ id: { remote: "@", id: "1" } }]])(
  "nobody's message %j is kept as it is",
  (raw) => {
    const reading = readMessage(raw, CONTEXT);
    expect(reading).toMatchObject({ kind: "element", element: { kind: "malformed" } });
  },
);

test("whatever the page says becomes an element or a count", () => {
  fc.assert(
    fc.property(
      fc.record(
        {
          id: fc.oneof(fc.anything(), fc.record({ remote: fc.string(), id: fc.string() })),
          type: fc.anything(),
          body: fc.anything(),
          t: fc.anything(),
          from: fc.anything(),
          vcardList: fc.anything(),
          loc: fc.anything(),
          quotedParticipant: fc.anything(),
        },
        { requiredKeys: [] },
      ),
      (raw) => {
        const reading = readMessage(JSON.parse(JSON.stringify(raw) ?? "null"), CONTEXT);
        if (reading.kind !== "element") return;
        expect(reading.element.externalId.length).toBeLessThanOrEqual(255);
        expect(reading.element.externalId).not.toBe("");
      },
    ),
    { numRuns: 300 },
  );
});
