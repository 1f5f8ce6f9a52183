/**
 * Whose conversation `c` is to see: its queue's, or, while it stands in the attendant's menu and in no
 * queue, that of the queue where it would be without (`queueToSee` of the domain).
 */
export const QUEUE_TO_SEE = "coalesce(c.queue_id, (c.attendant #>> '{talk,queueId}')::uuid)";
