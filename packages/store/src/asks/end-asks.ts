import type { AnsweredAsk, AskId, ConversationId, EndedAsk, Routing } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { setDue } from "../due/due.ts";
import { at } from "../routing/save-conversations.ts";
import { hurrySurveys, saveScores } from "../surveys/save-scores.ts";

/** How a question ends that is planned or open. */
export type AskEnd =
  | AnsweredAsk
  | { readonly kind: "lapsed" }
  | { readonly kind: "withheld" | "withdrawn"; readonly because: string };

/**
 * Ends a question, once: of two that end it at the same time one does.
 * @returns whether it was this one
 */
export async function endAsk(tx: Queryable, id: AskId, end: AskEnd, now: number): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "end-ask",
    text: `with ended as (
        update asks set state = $2, because = $3, answer = $4, answered_by = $5, ended_at = $6
        where id = $1 and state in ('planned', 'open') returning id
      ), due as (
        delete from dues where kind = 'ask' and subject_id in (select id from ended)
      )
      select from ended`,
    values: [id, end.kind, becauseOf(end), ...answerOf(end), at(now)],
  });
  return rowCount === 1;
}

/**
 * Ends whatever is planned in a conversation, or open: it is being worked on again.
 * Index asks_conversation.
 */
export async function withdrawAsks(
  tx: Queryable,
  conversationId: ConversationId,
  because: string,
  now: number,
): Promise<void> {
  await tx.query({
    name: "withdraw-asks",
    text: `with ended as (
        update asks set state = 'withdrawn', because = $2, ended_at = $3
        where conversation_id = $1 and state in ('planned', 'open') returning id
      )
      delete from dues where kind = 'ask' and subject_id in (select id from ended)`,
    values: [conversationId, because, at(now)],
  });
}

/**
 * Saves which questions the messages of a batch ended. The rows of their conversations are locked by
 * the caller, so that the page of a link, which locks them too, comes before or after.
 */
export async function saveEndedAsks(
  tx: Queryable,
  routings: readonly Routing[],
  now: number,
): Promise<void> {
  const ended = onceEach(routings.flatMap(({ endedAsk }) => endedAsk ?? []));
  if (ended.length === 0) return;
  const of = <T>(pick: (one: EndedAsk) => T): readonly T[] => ended.map(pick);
  // All at once: whoever saves a batch waits for none of its statements.
  await Promise.all([
    tx.query({
      name: "save-ended-asks",
      text: `with e as (
          select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[],
              $7::text[], $9::jsonb[])
            as e(ask_id, conversation_id, priority, state, because, answer, answered_by, next)
        ), ended as (
          update asks a set state = e.state, because = e.because, answer = e.answer,
            answered_by = e.answered_by, ended_at = $8
          from e where a.id = e.ask_id and a.state = 'open'
        ), due as (
          delete from dues where kind = 'ask' and subject_id in (select ask_id from e where next is null)
        )
        update conversations c set ask = e.next, priority = e.priority
        from e where c.id = e.conversation_id`,
      values: [
        of((one) => one.askId),
        of((one) => one.conversationId),
        of((one) => one.priority),
        of((one) => one.end.kind),
        of((one) => becauseOf(one.end)),
        of((one) => answerOf(one.end)[0]),
        of((one) => answerOf(one.end)[1]),
        at(now),
        of((one) => (one.next ? JSON.stringify(one.next) : null)),
      ],
    }),
    saveScores(
      tx,
      ended.flatMap(({ askId, given }) => (given ? [{ ...given, askId }] : [])),
      now,
    ),
    setDue(
      tx,
      ended.flatMap(({ next }) => (next ? [{ kind: "ask", id: next.id, at: next.endsAt }] : [])),
    ),
    hurrySurveys(
      tx,
      of((one) => one.conversationId),
      now,
    ),
  ]);
}

/** A score and its reasons may come in one batch: what is listened for is as the last message left it. */
function onceEach(ended: readonly EndedAsk[]): readonly EndedAsk[] {
  const byAsk = new Map<AskId, EndedAsk>();
  for (const one of ended) {
    const before = byAsk.get(one.askId);
    const given = one.given ? { ...before?.given, ...one.given } : before?.given;
    const isAnswered = before?.end.kind === "answered" && one.end.kind !== "answered";
    byAsk.set(one.askId, {
      ...one,
      end: isAnswered ? before.end : one.end,
      ...(given && { given }),
    });
  }
  return [...byAsk.values()];
}

function becauseOf(end: AskEnd): string | null {
  return end.kind === "withheld" || end.kind === "withdrawn" ? end.because : null;
}

function answerOf(end: AskEnd): readonly [string | null, string | null] {
  return end.kind === "answered" ? [end.value, end.by] : [null, null];
}
