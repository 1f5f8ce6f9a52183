import { LIST_GROUPS, LIST_ORDERS, PRIORITY_NAMES } from "@circuito/domain";
import { z } from "zod";
import { id } from "./told.ts";

/** Longer than a queue's wait is ever meant to be. */
const WAITING_MINUTES_MAX = 60 * 24 * 90;

const named = (max: number) => z.string().trim().min(1).max(max);

/** What both an address and a saved view say of a list; all of it must hold. */
export const listFilter = {
  queueId: id.optional(),
  /** `me`: whoever asks. */
  assigneeId: z.union([id, z.literal("none"), z.literal("me")]).optional(),
  channel: named(40).optional(),
  /** One of the conversation's labels, in any case. */
  label: named(40).optional(),
  /** This one, or more pressing. */
  priority: z.enum(PRIORITY_NAMES).optional(),
  /** One that the contact is in. */
  segment: named(64).optional(),
  status: z.enum(["open", "snoozed", "resolved", "closed"]).optional(),
  /**
   * The console's three groups; `queued` and `in-service` ask whether somebody has it. `status` wins if
   * both are given.
   */
  group: z.enum(LIST_GROUPS).optional(),
  /** What comes first; absent: as the group or status is worked on. */
  order: z.enum(LIST_ORDERS).optional(),
};

export const viewFilter = z.strictObject({
  ...listFilter,
  /** The customer has waited for at least so long. */
  waitingMinutes: z.int().min(1).max(WAITING_MINUTES_MAX).optional(),
  /** The customer wrote what the caller has not read. */
  unread: z.boolean().optional(),
  /** The caller follows it. */
  following: z.boolean().optional(),
});
export type ListFilterView = z.infer<typeof viewFilter>;

/** The same in an address, where everything is text. */
export const listQuery = {
  ...listFilter,
  waitingMinutes: z.coerce.number().int().min(1).max(WAITING_MINUTES_MAX).optional(),
  unread: z.stringbool().optional(),
  following: z.stringbool().optional(),
};

export const savedView = z.object({
  id,
  name: z.string(),
  /** Everybody's, and not its owner's alone. */
  isShared: z.boolean(),
  ownerName: z.string(),
  /** Whether the caller may change it. */
  canChange: z.boolean(),
  filter: viewFilter,
});
export type SavedViewView = z.infer<typeof savedView>;
