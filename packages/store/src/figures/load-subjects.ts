import type {
  Calendar,
  Channel,
  CircuitMark,
  ConversationId,
  LaterConversation,
} from "@circuito/domain";
import { FCR_DAYS, OPENED_BY_US } from "@circuito/domain";
import { byConversation } from "../by-conversation.ts";
import type { Queryable } from "../database.ts";
import { unseen } from "../one-plan.ts";
import { together } from "../together.ts";

/** What figures need of a conversation besides its story. */
export interface FigureSubject {
  readonly conversationId: ConversationId;
  readonly inboxId: string;
  readonly channel: Channel;
  readonly categoryId: string | undefined;
  readonly segments: readonly string[];
  readonly isMerged: boolean;
  readonly marks: readonly CircuitMark[];
  readonly later: readonly LaterConversation[];
}

/** Three statements, however many conversations. */
export async function loadFigureSubjects(
  q: Queryable,
  ids: readonly string[],
): Promise<readonly FigureSubject[]> {
  if (ids.length === 0) return [];
  const [heads, marks, later] = await together(q, () => [
    q.query<HeadRow>({ name: "load-figure-heads", text: HEADS, values: [ids] }),
    q.query<MarkRow>({ name: "load-figure-marks", text: MARKS, values: [ids, MARK_KINDS] }),
    q.query<LaterRow>({ name: "load-later-conversations", text: LATER, values: [ids] }),
  ]);
  const marksOf = byConversation(marks.rows);
  const laterOf = byConversation(later.rows);
  return heads.rows.map(({ categoryId, ...head }) => ({
    ...head,
    categoryId: categoryId ?? undefined,
    marks: (marksOf.get(head.conversationId) ?? []).map(markOf),
    later: (laterOf.get(head.conversationId) ?? []).map((row) => ({
      arrivedAt: row.arrivedAt.getTime(),
      categoryId: row.categoryId ?? undefined,
    })),
  }));
}

/**
 * Conversations whose figures rest on these: earlier ones of the same people, which were solved at the
 * first contact unless people come back.
 */
export async function findEarlierConversations(
  q: Queryable,
  ids: readonly string[],
): Promise<readonly ConversationId[]> {
  if (ids.length === 0) return [];
  const { rows } = await q.query<{ id: ConversationId }>({
    name: "find-earlier-conversations",
    // Index conversations_contact.
    text: `select distinct o.id from conversations c join conversations o on o.contact_id = c.contact_id
      where c.id = any(${unseen("$1", "uuid[]")}::uuid[]) and o.id <> c.id
        and o.resolved_at < c.arrived_at
        and o.resolved_at >= c.arrived_at - interval '${FCR_DAYS} days'`,
    values: [ids],
  });
  return rows.map(({ id }) => id);
}

/**
 * All conversations of persons of whom something was said or who turned out to be one or two: what was solved at
 * once, and whose segment it counts in, rests on that. What became of a person is told in their newest
 * conversation, however old those are that it changes.
 * @param activityIds lines that were written, of any kind
 */
export async function findConversationsOfChanged(
  q: Queryable,
  activityIds: readonly string[],
): Promise<readonly ConversationId[]> {
  if (activityIds.length === 0) return [];
  const { rows } = await q.query<{ id: ConversationId }>({
    name: "find-conversations-of-changed",
    // The activities' key, then index conversations_contact.
    text: `select distinct o.id from activities v join conversations c on c.id = v.conversation_id
        join conversations o on o.contact_id = c.contact_id
      where v.id = any(${unseen("$1", "bigint[]")}::bigint[]) and v.kind = any($2::text[])
        -- Names and attributes are in no figure.
        and (v.kind <> 'contact-changed' or v.data->'fields' ? 'segments')`,
    values: [activityIds, CHANGES_OF_PERSONS],
  });
  return rows.map(({ id }) => id);
}

/** Lines that tell of a person, and not of the conversation that they stand in. */
const CHANGES_OF_PERSONS = ["person-merged", "person-separated", "contact-changed"];

/** By which hours inboxes answer; those that are always open are not in it. */
export async function inboxCalendars(q: Queryable): Promise<ReadonlyMap<string, Calendar>> {
  const { rows } = await q.query<{ id: string; text: string }>({
    name: "inbox-calendars",
    text: `select i.id, c.calendar::text as text from inboxes i join calendars c on c.id = i.calendar_id`,
  });
  return new Map(rows.map(({ id, text }) => [id, keptCalendar(text)]));
}

/** What was worked out of a calendar is kept with it: the same words are the same calendar. */
const CALENDARS_KEPT_MAX = 200;
const kept = new Map<string, Calendar>();

function keptCalendar(text: string): Calendar {
  let calendar = kept.get(text);
  if (!calendar) {
    if (kept.size >= CALENDARS_KEPT_MAX) kept.clear();
    calendar = JSON.parse(text) as Calendar;
    kept.set(text, calendar);
  }
  return calendar;
}

interface HeadRow extends Omit<FigureSubject, "categoryId" | "marks" | "later"> {
  readonly categoryId: string | null;
}

const HEADS = `select c.id as "conversationId", c.inbox_id as "inboxId", c.channel,
    c.category_id as "categoryId", p.segments, c.merged_into_id is not null as "isMerged"
  from conversations c join contacts p on p.id = c.contact_id
  where c.id = any(${unseen("$1", "uuid[]")}::uuid[])`;

/** What the circuit asks of customers and learns, as the story tells it. */
const MARK_KINDS = [
  "confirmation-asked",
  "confirmation-answered",
  "confirmation-lapsed",
  "survey-sent",
  "survey-answered",
  "article-drafted",
];

interface MarkRow {
  readonly conversationId: ConversationId;
  readonly kind: string;
  readonly at: Date;
  readonly askId: string | null;
  readonly survey: string | null;
  readonly score: string | null;
  readonly answer: string | null;
}

// Index activities_conversation.
const MARKS = `select v.conversation_id as "conversationId", v.kind, v.at, v.data->>'askId' as "askId",
    v.data->>'kind' as survey, v.data->>'score' as score, v.data->>'answer' as answer
  from activities v where v.conversation_id = any(${unseen("$1", "uuid[]")}::uuid[])
    and v.kind = any($2::text[])
  order by v.conversation_id, v.id`;

function markOf({ kind, at, askId, survey, score, answer }: MarkRow): CircuitMark {
  const points = score === null ? Number.NaN : Number(score);
  return {
    kind,
    at: at.getTime(),
    askId: askId ?? undefined,
    survey: survey ?? undefined,
    score: Number.isInteger(points) ? points : undefined,
    answer: answer ?? undefined,
  };
}

interface LaterRow {
  readonly conversationId: ConversationId;
  readonly arrivedAt: Date;
  readonly categoryId: string | null;
}

// Index conversations_contact. What came later than that many days is not the same matter; nobody came
// back in what one of us began.
const LATER = `select c.id as "conversationId", l.arrived_at as "arrivedAt", l.category_id as "categoryId"
  from conversations c join conversations l on l.contact_id = c.contact_id
  where c.id = any(${unseen("$1", "uuid[]")}::uuid[]) and l.id <> c.id and c.resolved_at is not null
    and l.arrived_at > c.resolved_at and l.arrived_at <= c.resolved_at + interval '${FCR_DAYS} days'
    and l.merged_into_id is null
    and not exists (select from activities o where o.conversation_id = l.id and o.kind = 'opened'
      and o.because in (${OPENED_BY_US.map((because) => `'${because}'`).join()}))`;
