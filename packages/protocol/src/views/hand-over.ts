import { z } from "zod";
import { id, instant } from "./told.ts";

/** Why something was decided: a closed code, and the facts behind it for people to read. */
export const reason = z.object({
  because: z.string(),
  facts: z.record(z.string(), z.unknown()).optional(),
});

export const handOverKind = z.enum(["transfer", "direct", "escalate", "return"]);

/** Why it is for a supervisor to say where a conversation goes. */
export const diversion = z.enum(["second-return", "same-queue-twice"]);

export const handOver = z.object({
  kind: handOverKind,
  byName: z.string(),
  fromQueueId: id.nullable(),
  /** Note of a transfer, summary of a problem, what was tried, reason of a return. */
  note: z.string(),
  /** Of an escalation: what came of what was tried. */
  result: z.string().nullable(),
  at: instant,
  diverted: diversion.nullable(),
});

const somebody = z.object({ id, name: z.string() });

/** One hand-over of a conversation, with its times. */
export const hopView = z.object({
  conversationId: id,
  /** 1..n within the conversation. */
  n: z.int(),
  kind: handOverKind,
  fromQueueId: id.nullable(),
  toQueueId: id.nullable(),
  /** Who had it when it left, and the colleague it went straight to. */
  fromAgent: somebody.nullable(),
  toAgent: somebody.nullable(),
  byName: z.string(),
  note: z.string(),
  result: z.string().nullable(),
  diverted: diversion.nullable(),
  /** Where it had been meant to go, if it was diverted. */
  meantQueueId: id.nullable(),
  at: instant,
  /** When somebody there should have taken it at the latest. */
  acceptBy: instant.nullable(),
  acceptedAt: instant.nullable(),
  acceptedBy: somebody.nullable(),
  /** When it was noticed that nobody took it in time. */
  overdueAt: instant.nullable(),
  /** When the next hand-over took it away. */
  leftAt: instant.nullable(),
  /** How long it waited there for somebody; by now, if it still does. */
  queueMs: z.int(),
});
export type HopView = z.infer<typeof hopView>;

/** One on the supervisors' list, and whose it is. */
export const hopToMindView = hopView.extend({
  protocol: z.string(),
  contactName: z.string().nullable(),
});
export type HopToMindView = z.infer<typeof hopToMindView>;

/** Every stay of a conversation: where it came, then each hand-over. */
export const hopsView = z.object({
  arrival: hopView.pick({ acceptedAt: true, acceptedBy: true, at: true, queueMs: true }).extend({
    queueId: id.nullable(),
  }),
  items: z.array(hopView),
});
export type HopsView = z.infer<typeof hopsView>;
