import { DIRECTED_NOTICE_LENGTH_MAX, SLA_PAUSES } from "@circuito/domain";
import { z } from "zod";
import { CATEGORY_LENGTH_MAX, typedFields } from "../categories.ts";
import { instant } from "../instant.ts";
import { declineBody, offerView } from "../offers.ts";
import { closing } from "./closing.ts";
import { type ApiRoute, byId, conversationAction, epoch, id, list, nothing } from "./route.ts";

const note = z.string().trim().min(1).max(4_000);
/** What the customer is told, a moment later: it goes nowhere if the move is taken back. */
const notice = z.string().trim().min(1).max(DIRECTED_NOTICE_LENGTH_MAX);

export const directBody = z.strictObject({
  queueId: id,
  title: z.string().trim().min(1).max(200),
  /** One of the installation's, or its words; where there are none, any words. */
  categoryId: id.optional(),
  category: z.string().trim().min(1).max(CATEGORY_LENGTH_MAX).optional(),
  /** What the category asks for, by its fields' keys, as typed. */
  fields: typedFields.optional(),
  summary: z.string().trim().min(1).max(4_000),
  urgency: z.enum(["low", "normal", "high", "urgent"]),
  /** What the customer was promised: when they hear from us next. */
  promisedAt: instant,
  /** What the area should know besides the summary. */
  note: z.string().trim().max(4_000).optional(),
  notice: notice.optional(),
  epoch,
});

/** What a person does with a conversation. */
export const DESK_ROUTES = {
  claim: {
    method: "POST",
    path: "/conversations/:id/claim",
    summary: "Take an unassigned conversation; one wins, the others learn who",
    ...conversationAction,
    body: z.strictObject({ epoch: epoch.optional() }),
  },
  listOffers: {
    method: "GET",
    path: "/offers",
    summary: "Conversations held out to the caller now",
    role: "agent",
    response: list(offerView),
  },
  acceptOffer: {
    method: "POST",
    path: "/offers/:id/accept",
    summary: "Take what was offered; the conversation is the caller's",
    ...conversationAction,
    body: z.strictObject({}),
  },
  declineOffer: {
    method: "POST",
    path: "/offers/:id/decline",
    summary: "Say why not: it goes to somebody else, and does not come back for half an hour",
    role: "agent",
    params: byId,
    body: declineBody,
    response: nothing,
  },
  transfer: {
    method: "POST",
    path: "/conversations/:id/transfer",
    summary: "To another queue or agent of the same level",
    ...conversationAction,
    body: z.strictObject({
      queueId: id.optional(),
      agentId: id.optional(),
      note,
      notice: notice.optional(),
      /** The caller goes on following it. */
      follows: z.boolean().optional(),
      epoch,
    }),
  },
  direct: {
    method: "POST",
    path: "/conversations/:id/direct",
    summary: "A director hands a registered problem to an area's queue",
    ...conversationAction,
    body: directBody,
  },
  escalate: {
    method: "POST",
    path: "/conversations/:id/escalate",
    summary: "To a higher level, with what was tried and what came of it",
    ...conversationAction,
    body: z.strictObject({ queueId: id, tried: note, result: note, epoch }),
  },
  return: {
    method: "POST",
    path: "/conversations/:id/return",
    summary: "Back to where it came from, with a reason; a second time, to the supervisors",
    ...conversationAction,
    body: z.strictObject({ reason: note, epoch }),
  },
  resolve: {
    method: "POST",
    path: "/conversations/:id/resolve",
    summary: "Solved",
    ...conversationAction,
    body: z.strictObject({ epoch, closing: closing.optional() }),
  },
  reopen: {
    method: "POST",
    path: "/conversations/:id/reopen",
    summary: "Open again",
    ...conversationAction,
    body: z.strictObject({}),
  },
  snooze: {
    method: "POST",
    path: "/conversations/:id/snooze",
    summary: "Out of the way until a time, or until the customer writes",
    ...conversationAction,
    body: z.strictObject({
      until: instant,
      /** What it waits for: promises may stand still meanwhile. Absent: as `on-hold`. */
      reason: z.enum(SLA_PAUSES).optional(),
      epoch,
    }),
  },
} as const satisfies Record<string, ApiRoute>;
