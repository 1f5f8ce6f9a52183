import { z } from "zod";

/*
 * What `data.json` of a person's archive is, for whoever takes it elsewhere (LGPD art. 18 V, GDPR art. 20).
 * It goes along as `schema.json`.
 */

/** What a schema says, as nobody changes it. */
type Kept<Schema extends z.ZodType> = ReadonlyDeep<z.infer<Schema>>;
type ReadonlyDeep<T> = T extends readonly (infer Item)[]
  ? readonly ReadonlyDeep<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: ReadonlyDeep<T[Key]> }
    : T;

/** Grows when a field changes its meaning or goes; new fields leave it as it is. */
export const ARCHIVE_VERSION = 1;

const at = z.iso.datetime().describe("ISO 8601, UTC");
const words = z.string().nullable();
const mailbox = z.object({ name: z.string(), address: z.string().optional() });

const file = z.object({
  name: z.string(),
  mimeType: z.string(),
  sizeBytes: z.int().nullable(),
  path: z.string().nullable().describe("within this archive; null: we do not have its bytes"),
});

export const archivedMessage = z.object({
  number: z.int().describe("place in the conversation; what is missing is said in leftOut"),
  from: z
    .enum(["you", "us", "machine", "other-person", "internal-note"])
    .describe("other-person: somebody else in the same conversation, whose words are theirs"),
  agentName: words.describe("as you saw it"),
  at,
  sentAt: at.nullable().describe("as the channel says"),
  text: z.string(),
  mail: z
    .object({
      subject: z.string(),
      from: z.array(mailbox),
      to: z.array(mailbox),
      cc: z.array(mailbox),
      source: words.describe("path of the mail itself within this archive"),
    })
    .nullable(),
  chat: z
    .record(z.string(), z.unknown())
    .nullable()
    .describe("what a chat message has beside its words: a form's fields, a place, a choice"),
  changes: z.record(z.string(), z.unknown()).nullable().describe("reactions, former words"),
  files: z.array(file),
  delivery: z
    .object({ status: z.string(), recipients: z.array(z.unknown()) })
    .nullable()
    .describe("what became of a message of ours"),
});
export type ArchivedMessage = Kept<typeof archivedMessage>;

export const archivedConversation = z.object({
  id: z.uuid(),
  protocol: z.string(),
  channel: z.string(),
  address: z.string(),
  status: z.string(),
  language: words,
  queue: words,
  handedTo: z.array(z.string()).describe("queues, in order"),
  subject: words,
  title: words,
  category: words,
  categoryFields: z.record(z.string(), z.string()).nullable(),
  summary: words,
  urgency: words,
  labels: z.array(z.string()),
  promisedAt: at.nullable(),
  arrivedAt: at,
  resolvedAt: at.nullable(),
  mergedInto: words.describe("number of the conversation that its messages are in"),
  asks: z
    .array(
      z.object({
        kind: z.enum(["confirmation", "survey"]),
        state: z.string(),
        sentAt: at.nullable(),
        answer: words,
        endedAt: at.nullable(),
        question: words,
        score: z.int().nullable(),
        comment: words,
      }),
    )
    .describe("what was asked afterwards, and what you answered"),
  internal: z
    .array(z.object({ at, text: z.string() }))
    .describe("what colleagues told each other; empty where notes are left out"),
  messages: z.array(archivedMessage),
});
export type ArchivedConversation = Kept<typeof archivedConversation>;

/** Why something of a person is not in their archive. */
export const LEFT_OUT = [
  "internal-notes",
  "words-of-others",
  "raw-payloads",
  "technical",
  "undelivered-drafts",
] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** What is known of somebody by name. */
const known = {
  claims: z
    .object({ email: z.string().optional(), phone: z.string().optional() })
    .describe("what you said of yourself"),
  segments: z.array(z.string()),
  attributes: z.record(z.string(), z.string()),
};

export const personArchive = z.object({
  version: z.literal(ARCHIVE_VERSION),
  madeAt: at,
  company: words.describe("who holds these data"),
  contact: z.object({
    id: z.uuid(),
    name: words,
    ...known,
    since: at,
  }),
  identities: z.array(
    z.object({ address: z.string(), evidence: z.string(), shared: z.boolean(), since: at }),
  ),
  aliases: z.array(z.object({ alias: z.string(), address: z.string() })),
  merges: z.array(
    z.object({
      contactId: z.uuid(),
      name: words,
      ...known,
      because: z.string(),
      at,
      undoneAt: at.nullable(),
    }),
  ),
  optOuts: z.array(z.object({ address: z.string(), channel: z.string(), at })),
  undeliverable: z.array(z.object({ address: z.string(), diagnostic: z.string(), at })),
  conversations: z.array(archivedConversation),
  writtenToOthers: z
    .array(z.object({ protocol: z.string(), messages: z.array(archivedMessage) }))
    .describe("what you wrote in conversations of other people"),
  leftOut: z.array(z.enum(LEFT_OUT)),
});
export type PersonArchive = Kept<typeof personArchive>;
