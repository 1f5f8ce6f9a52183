import {
  canSee,
  closesAt,
  DAY_MS,
  isOpen,
  opensAt,
  type Principal,
  type RuleTrace,
  suggestAreas,
  tellingWords,
  waitOfOneMoreMs,
} from "@circuito/domain";
import type { AroundView, TriageFacts } from "@circuito/protocol";
import { dryRun } from "@circuito/router";
import {
  type AreaReading,
  type AroundReading,
  type ConversationReading,
  findCalendar,
  findEndTerms,
  findFirstInbound,
  findReceivedMessage,
  listAreas,
  listAround,
  listCategories,
  loadPastDirects,
} from "@circuito/store";
import { iso, isoOrNull } from "./instants.ts";
import type { WebParts } from "./web-parts.ts";

/** As far back as what went before says something of what comes. */
const PAST_MS = 90 * DAY_MS;
/** Two conversations of one person that began further apart than this are two matters. */
const SAME_MATTER_MS = DAY_MS;

/** What a director decides on: areas with reasons and how they stand, and what else the person wrote. */
export async function loadTriageFacts(
  parts: WebParts,
  who: Principal,
  conversation: ConversationReading,
  categoryId: string | undefined,
): Promise<TriageFacts> {
  const { pool } = parts.database;
  const now = parts.desk.now();
  const areas = await listAreas(pool, now);
  const first = await findFirstInbound(pool, conversation.id);
  const category = (await listCategories(pool)).find(({ id }) => id === categoryId);
  const past = await loadPastDirects(pool, {
    conversationId: conversation.id,
    contactId: conversation.contact.id,
    categoryId: category?.id,
    words: tellingWords(`${conversation.subject ?? ""} ${first?.text ?? ""}`),
    since: now - PAST_MS,
  });
  const suggestions = suggestAreas({
    areas,
    traces: first ? await rulesOn(parts, first.id, now) : [],
    categoryQueueId: category?.queueId,
    past,
  });
  const hours = await hoursOf(parts, conversation, now);
  const terms = conversation.queueId && (await findEndTerms(pool, conversation.queueId));
  return {
    suggestions: suggestions.map(({ queueId, reasons }) => ({
      queueId,
      reasons: reasons.map((reason) => ({ ...reason })),
    })),
    areas: areas.map((area) => ({ ...areaOf(area), ...hours })),
    around: (await listAround(pool, conversation.id)).map((one) =>
      aroundOf(one, conversation, who),
    ),
    resolvesHere: !terms || terms.mayEnd,
  };
}

/** What the rules in force make of the message, as if nobody had routed it yet. */
async function rulesOn(
  { database, newId }: WebParts,
  messageId: string,
  now: number,
): Promise<readonly RuleTrace[]> {
  const received = await findReceivedMessage(database.pool, messageId);
  if (!received) return [];
  const { message, returning, menuAnswer } = received;
  const known = { returning, ...(menuAnswer && { menuAnswer }) };
  return (await dryRun(database, { message, at: message.receivedAt, now, known }, newId)).rules;
}

type Hours = Pick<TriageFacts["areas"][number], "open" | "opensAt" | "closesAt">;

async function hoursOf(
  { database }: WebParts,
  { inboxId }: ConversationReading,
  now: number,
): Promise<Hours> {
  const calendar = await findCalendar(database.pool, inboxId);
  if (!calendar) return { open: true, opensAt: null, closesAt: null };
  return {
    open: isOpen(calendar, now),
    opensAt: isoOrNull(opensAt(calendar, now)),
    closesAt: isoOrNull(closesAt(calendar, now)),
  };
}

function areaOf(area: AreaReading): Omit<TriageFacts["areas"][number], keyof Hours> {
  const { id, name, level, waiting, agentsAvailable, directedNotice } = area;
  const waitMs = waitOfOneMoreMs(area);
  return {
    ...{ id, name, level, waiting, agentsAvailable, directedNotice, area: area.area },
    waitSeconds: waitMs === undefined ? null : Math.round(waitMs / 1_000),
  };
}

/** Of what the caller may not see they learn that it is there, and whose. */
function aroundOf(
  { epoch: _, ...other }: AroundReading,
  here: ConversationReading,
  who: Principal,
): AroundView {
  const { id, protocol, channel, status, queueId, assigneeName } = other;
  const place = { queueId: queueId ?? undefined, assigneeId: other.assigneeId ?? undefined };
  const sees = canSee(who, place);
  const isOpenStill = status === "open" || status === "snoozed";
  const isNear = Math.abs(here.arrivedAt - other.arrivedAt) <= SAME_MATTER_MS;
  return {
    ...{ protocol, channel, status, queueId, assigneeName },
    conversationId: sees ? id : null,
    title: sees ? other.title : null,
    category: sees ? other.category : null,
    arrivedAt: iso(other.arrivedAt),
    resolvedAt: isoOrNull(other.resolvedAt),
    duplicateOf: isOpenStill && isNear ? id : null,
  };
}
