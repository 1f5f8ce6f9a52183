/**
 * The priorities that occur in a queue, highest first, each found with a step through
 * `conversations_waiting`: there are few of them, however many wait. For a `with recursive`.
 * The index's order says `nulls last`, so the steps say it too.
 * @param queueId an SQL expression
 */
export const waitingPriorities = (queueId: string) => `waiting_priorities as (
    (select c.priority from conversations c
      where c.queue_id = ${queueId} and c.status = 'open' and c.assignee_id is null
      order by c.priority desc nulls last limit 1)
    union all
    select (select c.priority from conversations c
      where c.queue_id = ${queueId} and c.status = 'open' and c.assignee_id is null
        and c.priority < p.priority
      order by c.priority desc nulls last limit 1)
    from waiting_priorities p where p.priority is not null
  )`;
