import {
  type AgentId,
  type ConversationId,
  type Fact,
  type Participants,
  participantsOf,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { unseen } from "../one-plan.ts";

/** A conversation's facts as they were, and as they are. */
export interface ChangedFacts {
  readonly conversationId: ConversationId;
  readonly was: readonly Fact[];
  readonly now: readonly Fact[];
}

interface Participant {
  readonly conversationId: ConversationId;
  readonly agentId: AgentId;
  /** Ms since epoch. */
  readonly beganAt: number;
}

/**
 * Writes who had part in these conversations where that changed: mostly it did not. Issues its statements in
 * this turn.
 */
export function writeParticipants(
  tx: Queryable,
  changed: readonly ChangedFacts[],
): readonly Promise<unknown>[] {
  const pairs = changed.map(({ conversationId, was, now }) => ({
    was: rowsOf(conversationId, was),
    now: rowsOf(conversationId, now),
  }));
  const gone = pairs.flatMap(({ was, now }) => without(was, now));
  const come = pairs.flatMap(({ was, now }) => without(now, was));
  return [
    ...(gone.length === 0
      ? []
      : [
          tx.query({
            name: "forget-figure-participants",
            text: `delete from figure_participants p using unnest(${PARAMETERS}) as g(agent, began, conversation)
              where p.agent_id = g.agent and p.began_at = g.began and p.conversation_id = g.conversation`,
            values: valuesOf(gone),
          }),
        ]),
    ...(come.length === 0
      ? []
      : [
          tx.query({
            name: "write-figure-participants",
            text: `insert into figure_participants (agent_id, began_at, conversation_id)
              select * from unnest(${PARAMETERS}) as c(agent, began, conversation) order by 1, 2, 3
              on conflict do nothing`,
            values: valuesOf(come),
          }),
        ]),
  ];
}

const PARAMETERS = `${unseen("$1", "uuid[]")}::uuid[], $2::timestamptz[], $3::uuid[]`;

function valuesOf(all: readonly Participant[]): unknown[] {
  return [
    all.map(({ agentId }) => agentId),
    all.map(({ beganAt }) => new Date(beganAt).toISOString()),
    all.map(({ conversationId }) => conversationId),
  ];
}

function rowsOf(conversationId: ConversationId, facts: readonly Fact[]): readonly Participant[] {
  const { beganAt, agentIds } = participantsOf(facts) ?? NOBODY;
  return [...agentIds].map((agentId) => ({ conversationId, agentId, beganAt }));
}

const NOBODY: Participants = { beganAt: 0, agentIds: new Set() };

const without = (these: readonly Participant[], those: readonly Participant[]) =>
  these.filter(
    ({ agentId, beganAt }) =>
      !those.some((other) => other.agentId === agentId && other.beganAt === beganAt),
  );
