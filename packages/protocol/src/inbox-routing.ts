import { z } from "zod";
import { routingRule } from "./routing.ts";
import { VERSION_MAX } from "./version.ts";

const id = z.uuid();
const place = z.int().min(1);

export const inboxRoutingQuery = z.strictObject({
  /** As it is; as it would be by the rules alone; or with a rule that sends to this queue. */
  as: z.union([z.enum(["in-force", "rules"]), id]).default("in-force"),
});

/** Where the messages of one inbox go. */
export const inboxRouting = z.object({
  /** The version that was read: say it when you change something. */
  inForce: z.int(),
  /** Somebody writes rules that are not published. */
  hasDraft: z.boolean(),
  /** What it takes to have it so. */
  because: z.enum(["as-it-was", "rule-added", "rule-changed", "rule-removed"]),
  /** The rule that is about this inbox alone, and where it stands. */
  own: routingRule.nullable(),
  ownPlace: place.nullable(),
  /** Rules that may take some of its messages elsewhere before. */
  before: z.array(z.object({ ruleId: id, name: z.string(), place })),
  /** What becomes of a first message that says nothing in particular, now. */
  route: z.object({
    because: z.enum(["rule-matched", "no-rule-matched"]),
    queueId: id,
    ruleId: id.nullable(),
    name: z.string().nullable(),
    place: place.nullable(),
  }),
  /** An attendant speaks first: what is chosen there may decide. */
  asksFirst: z.boolean(),
});
export type InboxRoutingView = z.infer<typeof inboxRouting>;

/** The same wish, for the rules that are being written. */
export const draftInboxRoutingBody = z.strictObject({
  queueId: id.nullable(),
  inForce: z.int().min(0).max(VERSION_MAX),
});

export const setInboxRoutingBody = z.strictObject({
  /** Null: none of its own, the rules decide. */
  queueId: id.nullable(),
  inForce: z.int().min(0).max(VERSION_MAX),
  note: z.string().trim().min(1).max(500),
});
