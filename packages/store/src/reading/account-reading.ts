import type { Channel, Skills } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { PlannedAbsence } from "../people/absences.ts";
import type { Membership } from "../people/accounts.ts";
import { ms } from "./instants.ts";
import { type AgentReading, type AgentRow, agentReading, agentSelect } from "./people-reading.ts";

/** Somebody as an admin sees them, who may not log in too. */
export interface AccountReading extends AgentReading {
  readonly state: "invited" | "active" | "disabled";
  /** Until when their newest link works; null: there is none. Ms since epoch. */
  readonly linkUntil: number | null;
  /** Last sign of life of any of their devices. */
  readonly lastSeenAt: number | null;
  readonly channelLimits: Readonly<Record<Channel, number>>;
  readonly skills: Skills;
  readonly languages: readonly string[];
  readonly memberships: readonly Membership[];
  /** Conversations that are theirs and not solved yet. */
  readonly held: number;
  readonly absences: readonly PlannedAbsence[];
}

type AccountRow = AgentRow &
  Omit<AccountReading, keyof AgentReading | "linkUntil" | "lastSeenAt"> & {
    readonly linkUntil: Date | null;
    readonly lastSeenAt: Date | null;
  };

const MORE = `case when a.disabled_at is not null then 'disabled'
    when a.password_hash is null then 'invited' else 'active' end as state,
  (select l.expires_at from password_links l where l.agent_id = a.id and l.expires_at > now())
    as "linkUntil",
  a.seen_at as "lastSeenAt", a.channel_limits as "channelLimits", a.skills, a.languages,
  coalesce((select jsonb_agg(jsonb_build_object('queueId', m.queue_id, 'weight', m.weight)
      order by q.position, q.name)
    from queue_members m join queues q on q.id = m.queue_id
    where m.agent_id = a.id and q.archived_at is null), '[]') as memberships,
  (select count(*)::int from conversations c
    where c.assignee_id = a.id and c.status in ('open', 'snoozed')) as held,
  coalesce((select jsonb_agg(jsonb_build_object('id', b.id,
      'fromAt', extract(epoch from b.from_at)::float8 * 1000,
      'untilAt', extract(epoch from b.until_at)::float8 * 1000,
      'putsBack', b.puts_back) order by b.from_at)
    from absences b where b.agent_id = a.id and b.until_at > now()), '[]') as absences`;

/** Everybody there ever was, by name. */
export async function listAccounts(q: Queryable): Promise<readonly AccountReading[]> {
  const { rows } = await q.query<AccountRow>({
    name: "list-accounts",
    text: `${agentSelect("is not null", MORE)} order by a.name, a.id`,
  });
  return rows.map(accountReading);
}

export async function findAccount(q: Queryable, id: string): Promise<AccountReading | undefined> {
  const { rows } = await q.query<AccountRow>({
    name: "find-account",
    text: `${agentSelect("= $1", MORE)} where a.id = $1`,
    values: [id],
  });
  const [row] = rows;
  return row && accountReading(row);
}

function accountReading(row: AccountRow): AccountReading {
  return {
    ...row,
    ...agentReading(row),
    linkUntil: ms(row.linkUntil),
    lastSeenAt: ms(row.lastSeenAt),
  };
}
