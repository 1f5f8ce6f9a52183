import { CHAT_WEIGHT, MAIL_LIKE_CHANNELS, MAIL_WEIGHT } from "@circuito/domain";

/** A conversation whose customer has been silent this long costs its agent nothing (rules §8.3). */
export const FREE_AFTER_SILENCE_MS = 10 * 60_000;

/** Which of an agent's conversations `c` cost something. */
export const COSTS_CAPACITY = `(c.status = 'open' and not (c.waiting_on <> 'agent'
  and c.last_message_at < now() - ${FREE_AFTER_SILENCE_MS} * interval '1 millisecond'))`;

/** What something of `channel` costs its agent: domain's `costOf`, as SQL says it. */
const COST = `coalesce((select w.weight from channel_weights w where w.channel = one.channel),
  case when one.channel in (${MAIL_LIKE_CHANNELS.map((name) => `'${name}'`).join(", ")})
  then ${MAIL_WEIGHT} else ${CHAT_WEIGHT} end)`;

/**
 * Units per agent (`agent_id`, `load`) of those that a condition on `agent_id` names.
 * @param but a further condition on offers `o`
 */
export const heldUnits = (
  of: string,
  but = "true",
) => `select one.agent_id, sum(${COST})::real as load
  from (
    select c.assignee_id as agent_id, c.channel from conversations c
    where c.assignee_id ${of} and ${COSTS_CAPACITY}
    union all
    select o.agent_id, o.channel from offers o where o.agent_id ${of} and o.state = 'pending' and ${but}
  ) as one group by one.agent_id`;
