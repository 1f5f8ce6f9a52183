/** As far as threading follows merges (rules §2), and one more to see that it is too far. */
const MERGES_MAX = 11;

/**
 * `chain(id, steps)`: the conversations of parameter 1 and those they were merged into. One look by
 * primary key a step: left to itself the planner reads all conversations for the few that are merged.
 */
export const WITH_CHAIN = `with recursive chain(id, steps) as (
    select id, 0 from unnest($1::uuid[]) as named(id)
    union
    select c.merged_into_id, chain.steps + 1 from chain cross join lateral (
      select merged_into_id from conversations where id = chain.id offset 0
    ) c where c.merged_into_id is not null and chain.steps < ${MERGES_MAX}
  )`;
