import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSlices, WEBHOOK_ELEMENTS_MAX } from "@circuito/connector";
import { EXTERNAL_ID_LENGTH_MAX, type InboundElement } from "@circuito/domain";
import fc from "fast-check";
import { normalizeCloud } from "./normalize-cloud.ts";

const NOW = Date.UTC(2026, 0, 5, 12);
const OURS = { phoneNumberId: "100000000000001" };
const METADATA = { display_phone_number: "551155500100", phone_number_id: OURS.phoneNumberId };
const ANA = { profile: { name: "Ana" }, wa_id: "5511955500123", user_id: "BR.1502" };

function read(body: unknown): InboundElement[] {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return normalizeCloud(Buffer.from(text), OURS, NOW);
}

function hook(...values: readonly unknown[]): unknown {
  const changes = values.map((value) => ({ field: "messages", value }));
  return { object: "whatsapp_business_account", entry: [{ id: "2", changes }] };
}

function messages(all: readonly unknown[], beside: Record<string, unknown> = {}): unknown {
  return hook({ metadata: METADATA, contacts: [ANA], messages: all, ...beside });
}

const TEXT = {
  id: "wamid.1",
  from: "5511955500123",
  timestamp: "1767614340",
  type: "text",
  text: { body: "olá" },
};

function rawOf({ raw }: InboundElement): Uint8Array {
  if (!(raw instanceof Uint8Array)) throw new Error("a webhook's bytes are at hand");
  return raw;
}

describe("times (B-35)", () => {
  test.each([
    ["1767614340", Date.UTC(2026, 0, 5, 11, 59)],
    [1767614340, Date.UTC(2026, 0, 5, 11, 59)],
    [String(NOW / 1000 + 200), NOW + 200_000],
    ["abc", undefined],
    ["", undefined],
    ["-1", undefined],
    ["1e9", undefined],
    ["0", undefined],
    [1767614340.5, undefined],
    [null, undefined],
    [{}, undefined],
    ["1767614340000", undefined],
    [String(NOW / 1000 + 301), undefined],
  ])("%p is %p", (timestamp, sentAt) => {
    const [element] = read(messages([{ ...TEXT, timestamp }]));
    expect(element).toMatchObject({
      kind: "message",
      replyUntil: (sentAt ?? NOW) + 24 * 60 * 60_000,
    });
    expect(element).toEqual(
      sentAt === undefined
        ? expect.not.objectContaining({ sentAt: expect.anything() })
        : expect.objectContaining({ sentAt }),
    );
  });
});

describe("whose it is", () => {
  const { from: _, ...nobody } = TEXT;

  test.each<[string, unknown, Record<string, unknown>, unknown]>([
    [
      "a number and an id are two names of one account",
      TEXT,
      {},
      { from: "tel:+5511955500123", fromName: "Ana", alsoKnownAs: ["wa-user:BR.1502"] },
    ],
    [
      "the id alone finds the number among the contacts",
      { ...nobody, from_user_id: "BR.1502" },
      {},
      { from: "tel:+5511955500123", alsoKnownAs: ["wa-user:BR.1502"] },
    ],
    [
      "a name alone is an account",
      { ...nobody, from_user_id: "BR.9" },
      { contacts: [] },
      { from: "wa-user:BR.9" },
    ],
    [
      "contacts are found by name, not by place",
      TEXT,
      { contacts: [{ profile: { name: "Bia" }, wa_id: "5511955500124" }, ANA] },
      { fromName: "Ana" },
    ],
    [
      "somebody else's contact is nobody's name",
      TEXT,
      { contacts: [{ profile: { name: "Bia" }, wa_id: "5511955500124" }] },
      { from: "tel:+5511955500123" },
    ],
    [
      "the ninth digit of Brazil makes no other person, and is not rewritten",
      { ...TEXT, from: "558198765432" },
      { contacts: [{ profile: { name: "Davi" }, wa_id: "5581998765432" }] },
      { from: "tel:+558198765432", fromName: "Davi", alsoKnownAs: ["tel:+5581998765432"] },
    ],
    [
      "one contact beside one message that names nobody is its writer",
      nobody,
      {},
      { from: "tel:+5511955500123", fromName: "Ana" },
    ],
    [
      "a user name stands in for a name",
      { ...nobody, from_user_id: "BR.9" },
      { contacts: [{ profile: { username: "bia.lima" }, user_id: "BR.9" }] },
      { from: "wa-user:BR.9", fromName: "bia.lima" },
    ],
  ])("%s", (_, message, beside, expected) => {
    expect(read(messages([message], beside))).toMatchObject([{ kind: "message" }]);
    expect(read(messages([message], beside))).toMatchObject([expected as object]);
  });

  test("two messages that name nobody are parked, whoever the contacts are", () => {
    const both = [nobody, { ...nobody, id: "wamid.2" }];
    expect(read(messages(both))).toMatchObject([
      { kind: "malformed", error: "no sender" },
      { kind: "malformed", error: "no sender" },
    ]);
  });

  test.each(["<WHATSAPP_USER>", "0", "55 11", "+5511955500123", "123456789012345678"])(
    "%j is no number",
    (from) => {
      expect(read(messages([{ ...TEXT, from }], { contacts: [] }))).toMatchObject([
        { kind: "malformed", error: "no sender" },
      ]);
    },
  );
});

test("a message without what its type should hold is shown as one that cannot be read", () => {
  const broken = [
    { ...TEXT, text: {} },
    { ...TEXT, id: "wamid.2", type: "image", image: { id: "../me" } },
    { ...TEXT, id: "wamid.3", type: "location", location: { latitude: "north", longitude: 0 } },
    { ...TEXT, id: "wamid.4", type: "reaction", reaction: {} },
    { ...TEXT, id: "wamid.5", type: "constructor" },
    { ...TEXT, id: "wamid.6", type: "__proto__" },
    { ...TEXT, id: "wamid.7", type: "edit", edit: { original_message_id: "1", message: {} } },
  ];
  const kinds = read(messages(broken)).map((each) =>
    each.kind === "message" ? each.chat?.special?.kind : each.kind,
  );
  expect(kinds).toEqual(broken.map(() => "unsupported"));
});

test("a form is read as deep as it goes", () => {
  const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  const response_json = `{"deep":${deep},"__proto__":{"polluted":true},"nome":"Ana"}`;
  const nfm_reply = { name: "flow", body: "Enviado", response_json };
  const interactive = { type: "nfm_reply", nfm_reply };
  const [element] = read(messages([{ ...TEXT, type: "interactive", interactive }]));
  expect(element).toMatchObject({
    chat: {
      special: {
        kind: "form",
        fields: [
          { name: "deep", value: deep },
          { name: "__proto__.polluted", value: "true" },
          { name: "nome", value: "Ana" },
        ],
      },
    },
  });
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

describe("errors of a change", () => {
  const error = { code: 131000, title: "t", error_data: { details: "Unsupported payload" } };
  const bare = { ...TEXT, type: "interactive" };

  test("explain the message that came without content", () => {
    expect(read(messages([bare], { errors: [error] }))).toMatchObject([
      { chat: { special: { kind: "unsupported", code: "131000", reason: "Unsupported payload" } } },
    ]);
  });

  test("stand alone beside messages that need no explanation", () => {
    expect(read(messages([TEXT], { errors: [error] }))).toMatchObject([
      { kind: "message", text: "olá" },
      { kind: "malformed", error: /131000: Unsupported payload/ },
    ]);
  });
});

describe("one id in one batch", () => {
  test("of two different messages the later one is parked under its own", () => {
    const other = { ...TEXT, text: { body: "outra coisa" } };
    const [first, second] = read(messages([TEXT, other]));
    expect(first).toMatchObject({ kind: "message", externalId: "wamid.1", text: "olá" });
    expect(second).toMatchObject({ kind: "malformed", error: /has its id "wamid.1"/ });
    expect(second?.externalId).not.toBe(first?.externalId);
  });

  test("of the same message twice is the same element twice", () => {
    const [first, second] = read(messages([TEXT, TEXT]));
    expect(second).toEqual(first);
  });
});

test("lists that are empty hold nothing", () => {
  expect(read(messages([]))).toEqual([]);
  expect(read({ object: "whatsapp_business_account", entry: [] })).toEqual([]);
  expect(read({ object: "whatsapp_business_account", entry: [{ id: "1", changes: [] }] })).toEqual(
    [],
  );
});

test.each([
  ["[]", /not a webhook/],
  ['{"object":"page","entry":[]}', /not a webhook/],
  ['{"object":"whatsapp_business_account"}', /without entries/],
  ['{"object":"whatsapp_business_account","entry":[1]}', /without changes/],
  ['{"object":"whatsapp_business_account","entry":[{"changes":[1]}]}', /without a field/],
  [
    '{"object":"whatsapp_business_account","entry":[{"changes":[{"field":"messages","value":1}]}]}',
    /nothing in "messages"/,
  ],
  ["{", /not JSON/],
  ['\ufeff{"object":"whatsapp_business_account","entry":[]}', /not JSON/],
])("%s is kept whole, for a person to look at", (body, error) => {
  expect(read(body)).toMatchObject([{ kind: "malformed", error }]);
});

test("a batch has a thousand elements, and one that has more is kept whole", () => {
  const many = (count: number) =>
    messages(Array.from({ length: count }, (_, at) => ({ ...TEXT, id: `wamid.${at}` })));
  expect(read(many(WEBHOOK_ELEMENTS_MAX))).toHaveLength(WEBHOOK_ELEMENTS_MAX);
  expect(read(many(WEBHOOK_ELEMENTS_MAX + 1))).toMatchObject([
    { kind: "malformed", error: /more than 1000/ },
  ]);
});

test("what stands beside a thousand messages is not kept a thousand times", () => {
  const metadata = { ...METADATA, long: "x".repeat(100_000) };
  const all = Array.from({ length: 1_000 }, (_, at) => ({ ...TEXT, id: `wamid.${at}` }));
  const kept = read(messages(all, { metadata })).map((element) => rawOf(element).byteLength);
  expect(Math.max(...kept)).toBeLessThan(2_000);
});

describe("anything at all", () => {
  const json = fc.jsonValue({ maxDepth: 4 });
  /** Something where Meta sends something, and sometimes what Meta sends. */
  const message = fc.record(
    {
      id: fc.oneof(fc.constantFrom("a", "b"), json),
      from: fc.oneof(fc.constant("5511955500123"), json),
      timestamp: fc.oneof(fc.constant("1767614340"), json),
      type: fc.oneof(
        fc.constantFrom(
          ...["text", "image", "audio", "sticker", "location", "contacts", "reaction", "button"],
          ...["interactive", "order", "system", "edit", "revoke", "unsupported", "toString"],
        ),
        json,
      ),
      context: json,
      referral: json,
      errors: json,
      group_id: fc.oneof(fc.constant("g1"), json),
      text: fc.oneof(fc.record({ body: fc.string({ unit: "binary" }) }), json),
      image: fc.oneof(fc.record({ id: fc.string(), sha256: json, mime_type: json }), json),
      location: fc.oneof(fc.record({ latitude: json, longitude: json, name: json }), json),
      contacts: json,
      reaction: fc.oneof(fc.record({ message_id: fc.string(), emoji: json }), json),
      interactive: fc.oneof(
        fc.record({
          type: fc.constantFrom("nfm_reply", "list_reply"),
          nfm_reply: fc.record({ name: json, body: json, response_json: fc.json() }),
          list_reply: fc.record({ id: fc.string(), title: fc.string(), description: json }),
        }),
        json,
      ),
      order: fc.oneof(fc.record({ catalog_id: fc.string(), product_items: json }), json),
      system: fc.oneof(fc.record({ type: fc.constant("user_changed_number"), wa_id: json }), json),
      edit: fc.oneof(fc.record({ original_message_id: fc.string(), message: json }), json),
      revoke: fc.oneof(fc.record({ original_message_id: fc.string() }), json),
    },
    { requiredKeys: [] },
  );
  const status = fc.record(
    {
      id: fc.oneof(fc.constantFrom("a", "b"), json),
      status: fc.oneof(fc.constantFrom("sent", "delivered", "read", "failed"), json),
      timestamp: json,
      recipient_type: fc.oneof(fc.constant("group"), json),
      recipient_participant_id: json,
      biz_opaque_callback_data: json,
      errors: json,
    },
    { requiredKeys: [] },
  );
  const someOf = <T>(item: fc.Arbitrary<T>) =>
    fc.array(fc.oneof({ weight: 4, arbitrary: item }, { weight: 1, arbitrary: json }), {
      maxLength: 5,
    });
  const value = fc.record(
    {
      metadata: fc.oneof({ weight: 9, arbitrary: fc.constant(METADATA) }, json),
      contacts: fc.oneof(fc.constant([ANA]), json),
      messages: someOf(message),
      message_echoes: someOf(message),
      statuses: someOf(status),
      errors: someOf(json),
    },
    { requiredKeys: ["metadata"] },
  );

  test("in an honest envelope becomes one element each, of ids that are told apart", () => {
    fc.assert(
      fc.property(value, (body) => {
        const text = JSON.stringify(hook(body));
        const elements = read(text);
        const { messages: own = [], message_echoes = [], statuses = [], errors = [] } = body;
        const written = own.length + message_echoes.length + statuses.length;
        const isEmpty = written + errors.length === 0;
        const isListed = Object.keys(body).some((key) => !/^(metadata|contacts)$/.test(key));
        // Errors are elements of their own, or the reason of a message without content.
        const counts = isEmpty ? [isListed ? 0 : 1] : [written, written + errors.length];
        expect(counts).toContain(elements.length);

        const byId = new Map<string, InboundElement>();
        for (const element of elements) {
          expect(element.externalId.length).toBeGreaterThan(0);
          expect(element.externalId.length).toBeLessThanOrEqual(EXTERNAL_ID_LENGTH_MAX);
          const before = byId.get(element.externalId) ?? element;
          expect(before.kind).toBe(element.kind);
          if (element.kind !== "receipt") {
            expect({ ...before, raw: undefined }).toEqual({ ...element, raw: undefined });
          }
          byId.set(element.externalId, element);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("keeps its own bytes, which read again give the same element", () => {
    fc.assert(
      fc.property(value, (body) => {
        for (const element of read(hook(body))) {
          // What was told apart from its neighbors has none when it is alone.
          if (element.kind === "malformed" && element.error.includes("has its id")) continue;
          expect(normalizeCloud(rawOf(element), OURS, NOW)).toEqual([element]);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("is stored, whatever it is", () => {
    const anything = fc.oneof(
      json,
      fc.record({ object: fc.constant("whatsapp_business_account"), entry: json }),
      fc.record({
        object: fc.constant("whatsapp_business_account"),
        entry: fc.array(fc.record({ id: json, changes: json })),
      }),
      json.map((each) => hook(each)),
    );
    fc.assert(
      fc.property(anything, (body) => {
        for (const element of read(body)) {
          expect(normalizeCloud(rawOf(element), OURS, NOW)).toEqual([element]);
        }
      }),
      { numRuns: 150 },
    );
  });
});

test("every fixture's elements are read again from their own bytes", () => {
  const batch = readFileSync(join(import.meta.dirname, "../../fixtures/cloud/batch.json"));
  const elements = normalizeCloud(batch, OURS, NOW);
  expect(elements).toHaveLength(8);
  for (const element of elements) {
    expect(normalizeCloud(rawOf(element), OURS, NOW)).toEqual([element]);
    expect(jsonSlices(Buffer.from(rawOf(element)).toString()).kind).toBe("object");
  }
});
