import type { Activity, AgentId, QueueId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** Lines of the story and the notices of them: the database gives their ids, so in one go. */
export async function addActivities(
  tx: Queryable,
  activities: readonly Activity[],
  audiences: ReadonlyMap<Activity["conversationId"], readonly (QueueId | AgentId)[]>,
): Promise<void> {
  if (activities.length === 0) return;
  await tx.query({
    name: "insert-activities",
    text: `with a as (
        select * from unnest($1::uuid[], $2::text[], $3::jsonb[], $4::text[], $5::text[])
          with ordinality as a(conversation_id, kind, data, because, audience, place)
      ), audiences as (
        select distinct conversation_id, audience::uuid[] from a
      ), told as (
        insert into activities (conversation_id, kind, data, because)
        select conversation_id, kind, data, because from a order by place
        returning id, conversation_id
      )
      insert into outbox (type, subject_id, conversation_id, audience)
      select 'activity.created', t.id::text, t.conversation_id, u.audience
      from told t join audiences u using (conversation_id) order by t.id`,
    values: [
      activities.map((a) => a.conversationId),
      activities.map((a) => a.kind),
      activities.map((a) => JSON.stringify(a.data)),
      activities.map((a) => a.because),
      activities.map((a) => `{${(audiences.get(a.conversationId) ?? []).join(",")}}`),
    ],
  });
}
