import type { AgentId, Channel, ChannelWeights, QueueId, Skills } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { writeNotices } from "../notices.ts";
import { tellConfigurationChanged } from "./inboxes.ts";

/** What somebody can hold and do. */
export interface AgentSettingsRow {
  readonly id: AgentId;
  readonly capacity: number;
  readonly channelLimits: Readonly<Record<Channel, number>>;
  readonly skills: Skills;
  readonly languages: readonly string[];
  readonly queueIds: readonly QueueId[];
}

const COLUMNS = `a.id, a.capacity, a.channel_limits as "channelLimits", a.skills, a.languages,
  array(select queue_id::text from queue_members where agent_id = a.id) as "queueIds"`;

export async function findAgentSettings(
  q: Queryable,
  id: string,
): Promise<AgentSettingsRow | undefined> {
  const { rows } = await q.query<AgentSettingsRow>({
    name: "find-agent-settings",
    text: `select ${COLUMNS} from agents a where a.id = $1 and a.disabled_at is null`,
    values: [id],
  });
  return rows[0];
}

/** Locks what is about to be changed: two at once change it one after the other. */
export async function lockAgentSettings(
  tx: Queryable,
  id: string,
): Promise<AgentSettingsRow | undefined> {
  const { rows } = await tx.query<AgentSettingsRow>({
    name: "lock-agent-settings",
    text: `select ${COLUMNS} from agents a where a.id = $1 and a.disabled_at is null
      for no key update of a`,
    values: [id],
  });
  return rows[0];
}

export async function saveAgentSettings(tx: Queryable, agent: AgentSettingsRow): Promise<void> {
  await tx.query({
    name: "save-agent-settings",
    text: `update agents set capacity = $2, channel_limits = $3, skills = $4, languages = $5
      where id = $1`,
    values: [agent.id, agent.capacity, agent.channelLimits, agent.skills, agent.languages],
  });
  const audience = [agent.id, ...agent.queueIds];
  await writeNotices(tx, [{ type: "agent.changed", subjectId: agent.id, audience }]);
}

/** Channels that cost other than usual. */
export async function loadChannelWeights(q: Queryable): Promise<ChannelWeights> {
  const { rows } = await q.query<{ channel: Channel; weight: number }>({
    name: "load-channel-weights",
    text: "select channel, weight from channel_weights order by channel",
  });
  return Object.fromEntries(rows.map(({ channel, weight }) => [channel, weight]));
}

export async function replaceChannelWeights(tx: Queryable, weights: ChannelWeights): Promise<void> {
  await tx.query({
    name: "remove-channel-weights",
    text: "delete from channel_weights where channel <> all($1::text[])",
    values: [Object.keys(weights)],
  });
  await tx.query({
    name: "put-channel-weights",
    text: `insert into channel_weights (channel, weight)
      select * from unnest($1::text[], $2::real[])
      on conflict (channel) do update set weight = excluded.weight`,
    values: [Object.keys(weights), Object.values(weights)],
  });
  await tellConfigurationChanged(tx, "channel-weights");
}
