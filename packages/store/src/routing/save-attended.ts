import type { ConversationState } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { clearDue, setDue } from "../due/due.ts";
import { arrayLiteral, at, type FinalConversation, skillsOrNull } from "./save-conversations.ts";

/**
 * Where conversations stand with the attendant, where those wait that it handed over, and until when
 * answers are waited for. Apart from what every message changes: few conversations have one.
 */
export async function saveAttended(
  tx: Queryable,
  finals: readonly Pick<FinalConversation, "conversation" | "isToldProtocol">[],
  now: number,
): Promise<void> {
  if (finals.length === 0) return;
  const of = <T>(pick: (c: ConversationState) => T) => finals.map((f) => pick(f.conversation));
  const talks = of((c) => ({ id: c.id, answerBy: c.attendant?.talk?.answerBy }));
  await Promise.all([
    tx.query({
      name: "save-attended",
      text: `update conversations c set attendant = u.attendant, queue_id = u.queue_id,
          level = u.level, priority = u.priority, tags = u.tags::text[],
          required_skills = u.required_skills, language = u.language,
          sla_policy_id = u.sla_policy_id, plan = u.plan, plan_step = u.plan_step,
          protocol_told_at = coalesce(c.protocol_told_at, u.told_at)
        from unnest($1::uuid[], $2::jsonb[], $3::uuid[], $4::int[], $5::int[], $6::text[],
          $7::jsonb[], $8::text[], $9::uuid[], $10::jsonb[], $11::int[], $12::timestamptz[])
          as u(id, attendant, queue_id, level, priority, tags, required_skills, language,
            sla_policy_id, plan, plan_step, told_at)
        where c.id = u.id`,
      values: [
        of((c) => c.id),
        of((c) => (c.attendant ? JSON.stringify(c.attendant) : null)),
        of((c) => c.queueId ?? null),
        of((c) => c.level),
        of((c) => c.priority),
        of((c) => arrayLiteral(c.tags)),
        of((c) => skillsOrNull(c.requiredSkills)),
        of((c) => c.language ?? null),
        of((c) => c.slaPolicyId ?? null),
        of((c) => (c.plan ? JSON.stringify(c.plan) : null)),
        of((c) => c.planStep ?? null),
        finals.map((f) => (f.isToldProtocol ? at(now) : null)),
      ],
    }),
    setDue(
      tx,
      talks.flatMap(({ id, answerBy }) =>
        answerBy === undefined ? [] : [{ kind: "attendant" as const, id, at: answerBy }],
      ),
    ),
    clearDue(
      tx,
      "attendant",
      talks.flatMap(({ id, answerBy }) => (answerBy === undefined ? [id] : [])),
    ),
  ]);
}
