import type { AgentId, Channel, QueueId, Skills } from "@circuito/domain";
import { tellConfigurationChanged } from "../configuration/inboxes.ts";
import type { Queryable } from "../database.ts";
import { writeNotices } from "../notices.ts";
import type { AgentRole } from "../schema/index.ts";

/** Somebody's account with all that an admin sets of it. */
export interface Account {
  readonly id: AgentId;
  readonly name: string;
  /** Lower-case. */
  readonly email: string;
  readonly role: AgentRole;
  readonly capacity: number;
  readonly channelLimits: Readonly<Record<Channel, number>>;
  readonly skills: Skills;
  readonly languages: readonly string[];
  readonly shiftId: string | null;
  readonly disabled: boolean;
}

export interface Membership {
  readonly queueId: QueueId;
  readonly weight: number;
}

/** Whom an admin invites; what is not named is as the installation has it. */
export interface NewAccount {
  readonly id: AgentId;
  readonly name: string;
  readonly email: string;
  readonly role: AgentRole;
}

/**
 * Adds people who have no password yet.
 * @returns the ids of those who were added; whose address somebody has is left out
 */
export async function insertAccounts(
  tx: Queryable,
  people: readonly NewAccount[],
): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ id: AgentId }>({
    name: "insert-accounts",
    text: `insert into agents (id, name, email, role)
      select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
      on conflict (email) do nothing returning id`,
    values: [
      people.map(({ id }) => id),
      people.map(({ name }) => name),
      people.map(({ email }) => email),
      people.map(({ role }) => role),
    ],
  });
  if (rows.length > 0) await tellConfigurationChanged(tx, "people");
  return new Set(rows.map(({ id }) => id));
}

/** One account, disabled ones too, locked until the transaction ends. */
export async function lockAccount(tx: Queryable, id: string): Promise<Account | undefined> {
  const { rows } = await tx.query<Account>({
    name: "lock-account",
    text: `select id, name, email, role, capacity, channel_limits as "channelLimits", skills,
        languages, shift_id as "shiftId", disabled_at is not null as disabled
      from agents where id = $1 for no key update`,
    values: [id],
  });
  return rows[0];
}

/** Whether somebody else could still set things up; all admins are locked, in the order of their ids. */
export async function hasAnotherAdmin(tx: Queryable, id: string): Promise<boolean> {
  const { rows } = await tx.query<{ id: string }>({
    name: "lock-admins",
    text: `select id from agents
      where role = 'admin' and disabled_at is null and password_hash is not null
      order by id for no key update`,
  });
  return rows.some((row) => row.id !== id);
}

/** @returns false if somebody else has the e-mail address, or the shift's calendar is not there */
export async function saveAccount(tx: Queryable, account: Account): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "save-account",
    text: `update agents set name = $2, email = $3, role = $4, capacity = $5, channel_limits = $6,
        skills = $7, languages = $8, shift_id = $9
      where id = $1 and not exists (select 1 from agents o where o.email = $3 and o.id <> $1)
        and ($9::uuid is null or exists (select 1 from calendars where id = $9))`,
    values: [
      account.id,
      account.name,
      account.email,
      account.role,
      account.capacity,
      account.channelLimits,
      account.skills,
      account.languages,
      account.shiftId,
    ],
  });
  return rowCount === 1;
}

/**
 * Replaces the queues that people serve, the same for each of them.
 * @returns false if one of the queues is not there, and then nothing is changed
 */
export async function replaceMemberships(
  tx: Queryable,
  agentIds: readonly string[],
  memberships: readonly Membership[],
): Promise<boolean> {
  const ids = [...new Set(memberships.map(({ queueId }) => queueId))];
  const { rowCount } = await tx.query({
    name: "existing-memberships",
    text: "select from queues where id = any($1::uuid[]) and archived_at is null",
    values: [ids],
  });
  if (rowCount !== ids.length) return false;
  await tx.query({
    name: "remove-memberships",
    text: "delete from queue_members where agent_id = any($1::uuid[]) and queue_id <> all($2::uuid[])",
    values: [agentIds, ids],
  });
  await tx.query({
    name: "put-memberships",
    text: `insert into queue_members (queue_id, agent_id, weight)
      select distinct on (queue_id, agent_id) queue_id, agent_id, weight
      from unnest($1::uuid[], $2::int[]) as m(queue_id, weight), unnest($3::uuid[]) as agent_id
      order by queue_id, agent_id
      on conflict (queue_id, agent_id) do update set weight = excluded.weight`,
    values: [memberships.map((m) => m.queueId), memberships.map((m) => m.weight), agentIds],
  });
  return true;
}

/** Tells whoever shows somebody, and whoever lists people. */
export async function tellAccountChanged(
  tx: Queryable,
  id: AgentId,
  queueIds: readonly QueueId[],
): Promise<void> {
  await writeNotices(tx, [{ type: "agent.changed", subjectId: id, audience: [id, ...queueIds] }]);
  await tellConfigurationChanged(tx, "people");
}

/** From now on they may not log in, and get nothing; or they may again. */
export async function setDisabled(tx: Queryable, id: string, isDisabled: boolean): Promise<void> {
  await tx.query({
    name: "set-disabled",
    text: `update agents set disabled_at = case when $2 then coalesce(disabled_at, now()) end,
        wanted = 'offline', wanted_reason = null, wanted_since = now(), reachable = false
      where id = $1`,
    values: [id, isDisabled],
  });
  if (isDisabled) {
    await tx.query("delete from password_links where agent_id = $1", [id]);
    await tx.query("delete from absences where agent_id = $1", [id]);
  }
}
