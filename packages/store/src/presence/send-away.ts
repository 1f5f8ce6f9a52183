import type { AgentId } from "@circuito/domain";
import { saveSetting } from "../configuration/installation.ts";
import type { Queryable } from "../database.ts";
import { writeNotices } from "../notices.ts";

/** The setting that says after how long without input somebody is away; absent or null: never. */
const PRESENCE_SETTING = "presence";
const IDLE_AWAY_MS = "(select (value->>'idleAwayMs')::float8 from settings where key = $1)";

/** After how long without input somebody is away, ms; `null`: never. */
export async function findIdleAwayMs(q: Queryable): Promise<number | null> {
  const { rows } = await q.query<{ ms: number | null }>({
    name: "find-idle-away",
    text: `select ${IDLE_AWAY_MS} as ms`,
    values: [PRESENCE_SETTING],
  });
  return rows[0]?.ms ?? null;
}

export async function saveIdleAwayMs(q: Queryable, idleAwayMs: number | null): Promise<void> {
  await saveSetting(q, PRESENCE_SETTING, { idleAwayMs });
}

/** Who is available and has touched nothing for as long as the setting says is away. */
export async function sendIdleAway(tx: Queryable): Promise<readonly AgentId[]> {
  const { rows } = await tx.query<{ id: AgentId }>({
    name: "send-idle-away",
    text: `update agents set wanted = 'away', wanted_reason = 'idle', wanted_since = now()
      where id in (select id from agents
        where wanted = 'available' and reachable and active_at < now() - interval '1 millisecond'
          * ${IDLE_AWAY_MS}
        order by id for no key update)
      returning id`,
    values: [PRESENCE_SETTING],
  });
  return tellPresence(tx, rows);
}

/** Who let offers go by is not there, whatever they said; who wants none already stays as they are. */
export async function sendAwayForMisses(
  tx: Queryable,
  agentId: AgentId,
): Promise<readonly AgentId[]> {
  const { rows } = await tx.query<{ id: AgentId }>({
    name: "send-away-for-misses",
    text: `update agents set wanted = 'away', wanted_reason = 'missed-offers', wanted_since = now()
      where id = $1 and wanted = 'available' returning id`,
    values: [agentId],
  });
  return tellPresence(tx, rows);
}

/** A shift in use, and when its last one ended. */
export interface EndedShift {
  readonly id: string;
  /** Ms since epoch. */
  readonly endedAt: number;
}

/**
 * Whose shift is over gets no more, and is still there to hand over what they have. Who says after the
 * end that they want more works on.
 */
export async function endShifts(
  tx: Queryable,
  ended: readonly EndedShift[],
): Promise<readonly AgentId[]> {
  if (ended.length === 0) return [];
  const { rows } = await tx.query<{ id: AgentId }>({
    name: "end-shifts",
    text: `update agents set wanted = 'busy', wanted_reason = 'shift-over', wanted_since = now()
      where id in (select a.id from agents a
        join unnest($1::uuid[], $2::timestamptz[]) as s(id, ended_at) on s.id = a.shift_id
        where a.wanted_since < s.ended_at and a.wanted in ('available', 'busy')
          and a.wanted_reason is distinct from 'shift-over'
        order by a.id for no key update of a)
      returning id`,
    values: [ended.map((s) => s.id), ended.map((s) => new Date(s.endedAt).toISOString())],
  });
  return tellPresence(tx, rows);
}

/**
 * The hours somebody works, by a calendar; `null`: nobody watches.
 * @returns false if either is not there
 */
export async function setShift(
  tx: Queryable,
  agentId: string,
  calendarId: string | null,
): Promise<boolean> {
  const { rows } = await tx.query<{ id: AgentId }>({
    name: "set-shift",
    text: `update agents set shift_id = $2 where id = $1 and disabled_at is null
      and ($2::uuid is null or exists (select 1 from calendars where id = $2))
      returning id`,
    values: [agentId, calendarId],
  });
  await tellPresence(tx, rows);
  return rows.length === 1;
}

async function tellPresence(
  tx: Queryable,
  changed: readonly { readonly id: AgentId }[],
): Promise<readonly AgentId[]> {
  await writeNotices(
    tx,
    changed.map(({ id }) => ({ type: "agent.changed", subjectId: id, audience: [id] })),
  );
  return changed.map(({ id }) => id);
}
