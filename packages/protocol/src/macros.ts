import { PRIORITY_NAMES } from "@circuito/domain";
import { z } from "zod";

/** Several acts on a conversation by one choice. */

const id = z.uuid();
const instant = z.iso.datetime();

const NAME_MAX = 80;
const WORDS_MAX = 4_000;
const CHANNELS_MAX = 20;
const LABELS_MAX = 20;
/** What a conversation may be put off for at most: a year. */
const SNOOZE_MINUTES_MAX = 365 * 24 * 60;

const labels = z.array(z.string().trim().min(1).max(40)).max(LABELS_MAX);

export const macroAct = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("label"), add: labels, remove: labels }),
  z.strictObject({ kind: z.literal("prioritize"), priority: z.enum(PRIORITY_NAMES) }),
  z.strictObject({ kind: z.literal("categorize"), categoryId: id }),
  /** With variables, as a quick reply. */
  z.strictObject({ kind: z.literal("note"), text: z.string().trim().min(1).max(WORDS_MAX) }),
  z.strictObject({
    kind: z.literal("transfer"),
    queueId: id,
    note: z.string().trim().min(1).max(WORDS_MAX),
  }),
  z.strictObject({
    kind: z.literal("snooze"),
    /** From when it is run; null: until the customer writes. */
    minutes: z.int().min(1).max(SNOOZE_MINUTES_MAX).nullable(),
  }),
  z.strictObject({ kind: z.literal("resolve") }),
]);

const ACTS_MAX = 7;

export const macroView = z.object({
  id,
  name: z.string(),
  /** In the order they are done in. */
  acts: z.array(macroAct),
  /** Put into the writer's draft, never sent by itself; its variables as they are written. */
  draft: z.string().nullable(),
  scope: z.enum(["everybody", "queue", "mine"]),
  /** Whose it is, of scope `queue`. */
  queueId: id.nullable(),
  /** Empty: every channel. */
  channels: z.array(z.string()),
  version: z.int(),
  updatedAt: instant,
});
export type MacroView = z.infer<typeof macroView>;

export const listedMacroView = macroView.extend({
  /** How often it was run, by anybody, in the last 30 days. */
  runs: z.int(),
});
export type ListedMacroView = z.infer<typeof listedMacroView>;

const macro = {
  name: z.string().trim().min(1).max(NAME_MAX),
  acts: z.array(macroAct).min(1).max(ACTS_MAX),
  draft: z.string().trim().min(1).max(WORDS_MAX).nullable().default(null),
  scope: macroView.shape.scope,
  queueId: id.nullable().default(null),
  channels: z.array(z.string().trim().min(1).max(40)).max(CHANNELS_MAX).default([]),
};
const hasQueueIfItNeeds = ({ scope, queueId }: { scope: string; queueId: string | null }) =>
  (scope === "queue") === (queueId !== null);
const queueMistake = { path: ["queueId"], message: "a queue for scope queue, and for no other" };

export const createMacroBody = z
  .strictObject({
    /** Made by the client: said again with it, it is the same macro. */
    id,
    ...macro,
  })
  .refine(hasQueueIfItNeeds, queueMistake);

export const updateMacroBody = z
  .strictObject({
    ...macro,
    /** The version that was changed: under another one nothing is done. */
    version: z.int().min(1),
  })
  .refine(hasQueueIfItNeeds, queueMistake);
