import type { AgentId, ViewFilter } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { type Notice, writeNotices } from "../notices.ts";

export interface SavedView {
  readonly id: string;
  readonly ownerId: AgentId;
  readonly ownerName: string;
  readonly name: string;
  readonly isShared: boolean;
  readonly filter: ViewFilter;
}

const COLUMNS = `v.id, v.owner_id as "ownerId", a.name as "ownerName", v.name,
  v.is_shared as "isShared", v.filter`;

/** Their own and everybody's, as they ordered them; what they placed nowhere comes last, by age. */
export async function listSavedViews(
  q: Queryable,
  agentId: AgentId,
): Promise<readonly SavedView[]> {
  const { rows } = await q.query<SavedView>({
    name: "list-saved-views",
    text: `select ${COLUMNS} from saved_views v join agents a on a.id = v.owner_id
      left join view_places p on p.view_id = v.id and p.agent_id = $1
      where v.owner_id = $1 or v.is_shared
      order by p.place nulls last, v.created_at, v.id`,
    values: [agentId],
  });
  return rows;
}

/** One view, locked; whose it is has to be judged by the caller. */
export async function lockSavedView(tx: Queryable, id: string): Promise<SavedView | undefined> {
  const { rows } = await tx.query<SavedView>({
    name: "lock-saved-view",
    text: `select ${COLUMNS} from saved_views v join agents a on a.id = v.owner_id
      where v.id = $1 for update of v`,
    values: [id],
  });
  return rows[0];
}

/** @returns whether it was added: an id that is there already changes nothing */
export async function insertSavedView(
  tx: Queryable,
  view: Omit<SavedView, "ownerName">,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "insert-saved-view",
    text: `insert into saved_views (id, owner_id, name, is_shared, filter)
      values ($1, $2, $3, $4, $5) on conflict (id) do nothing`,
    values: [view.id, view.ownerId, view.name, view.isShared, view.filter],
  });
  return rowCount === 1;
}

export async function updateSavedView(
  tx: Queryable,
  { id, name, isShared, filter }: Pick<SavedView, "id" | "name" | "isShared" | "filter">,
): Promise<void> {
  await tx.query({
    name: "update-saved-view",
    text: "update saved_views set name = $2, is_shared = $3, filter = $4 where id = $1",
    values: [id, name, isShared, filter],
  });
}

export async function deleteSavedView(tx: Queryable, id: string): Promise<void> {
  await tx.query({
    name: "delete-saved-view",
    text: "delete from saved_views where id = $1",
    values: [id],
  });
}

/** The order in which somebody wants their views; ids of none are left out. */
export async function placeViews(
  tx: Queryable,
  agentId: AgentId,
  ids: readonly string[],
): Promise<void> {
  await tx.query({
    name: "place-views",
    text: `insert into view_places (agent_id, view_id, place)
      select $1, v.id, told.place from unnest($2::uuid[]) with ordinality as told(id, place)
        join saved_views v on v.id = told.id and (v.owner_id = $1 or v.is_shared)
      on conflict (agent_id, view_id) do update set place = excluded.place`,
    values: [agentId, ids],
  });
}

/** To its owner's devices; to everybody, if it is or was everybody's. */
export async function tellViewsChanged(
  tx: Queryable,
  { ownerId, isShared }: { readonly ownerId: AgentId; readonly isShared: boolean },
): Promise<void> {
  const notice: Notice = {
    type: "views.changed",
    subjectId: isShared ? "everybody" : ownerId,
    audience: isShared ? [] : [ownerId],
  };
  await writeNotices(tx, [notice]);
}
