import type { Category, CategoryId } from "@circuito/domain";
import { tellConfigurationChanged } from "../configuration/inboxes.ts";
import type { Queryable } from "../database.ts";

interface Row {
  readonly id: CategoryId;
  readonly name: string;
  readonly parentId: CategoryId | null;
  readonly queueId: Category["queueId"] | null;
  readonly urgency: Category["urgency"] | null;
  readonly slaPolicyId: string | null;
  readonly fields: Category["fields"];
  readonly isArchived: boolean;
}

/** All, archived ones too, in the admin's order: parents by their place, each followed by its children. */
export async function listCategories(q: Queryable): Promise<readonly Category[]> {
  const { rows } = await q.query<Row>({
    name: "list-categories",
    text: `select c.id, c.name, c.parent_id as "parentId", c.queue_id as "queueId", c.urgency,
        c.sla_policy_id as "slaPolicyId", c.fields, c.archived_at is not null as "isArchived"
      from categories c left join categories p on p.id = c.parent_id
      order by coalesce(p.position, c.position), coalesce(p.id, c.id), c.parent_id is not null,
        c.position, c.id`,
  });
  return rows.map((row) => ({
    ...row,
    parentId: row.parentId ?? undefined,
    queueId: row.queueId ?? undefined,
    urgency: row.urgency ?? undefined,
    slaPolicyId: row.slaPolicyId ?? undefined,
  }));
}

/** Whoever changes the tree waits for the others: it is judged as a whole. First in a transaction. */
export async function lockCategories(tx: Queryable): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('categories', 7))");
}

/** Adds a category behind those of its parent, or saves a changed one where it is. */
export async function saveCategory(tx: Queryable, category: Category, now: number): Promise<void> {
  await tx.query({
    name: "save-category",
    text: `insert into categories as c (id, name, parent_id, position, queue_id, urgency,
        sla_policy_id, fields, archived_at)
      select $1, $2, $3, coalesce(max(position), 0) + 1, $4, $5, $6, $7,
        case when $8 then $9::timestamptz end
      from categories where parent_id is not distinct from $3::uuid
      on conflict (id) do update set name = excluded.name, parent_id = excluded.parent_id,
        position = case when c.parent_id is not distinct from excluded.parent_id
          then c.position else excluded.position end,
        queue_id = excluded.queue_id, urgency = excluded.urgency,
        sla_policy_id = excluded.sla_policy_id, fields = excluded.fields,
        archived_at = case when $8 then coalesce(c.archived_at, excluded.archived_at) end`,
    values: [
      category.id,
      category.name,
      category.parentId ?? null,
      category.queueId ?? null,
      category.urgency ?? null,
      category.slaPolicyId ?? null,
      JSON.stringify(category.fields),
      category.isArchived,
      new Date(now).toISOString(),
    ],
  });
  await tellConfigurationChanged(tx, category.id);
}

/** Puts categories into this order among those of their parents; what is not named stays behind them. */
export async function orderCategories(
  tx: Queryable,
  ids: readonly string[],
  subjectId: string,
): Promise<void> {
  await tx.query({
    name: "order-categories",
    text: `update categories c set position = placed.place
      from (
        select c.id, row_number() over (partition by c.parent_id
          order by wanted.place nulls last, c.position, c.id)::int as place
        from categories c left join unnest($1::uuid[]) with ordinality as wanted(id, place)
          on wanted.id = c.id
      ) placed where placed.id = c.id and placed.place <> c.position`,
    values: [ids],
  });
  await tellConfigurationChanged(tx, subjectId);
}

/** How many conversations were registered under each since an instant; categories with none are left out. */
export async function countCategoryUses(
  q: Queryable,
  since: number,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await q.query<{ id: string; uses: number }>({
    name: "count-category-uses",
    // By conversations_category.
    text: `select category_id as id, count(*)::int as uses from conversations
      where category_id is not null and arrived_at >= $1 group by category_id`,
    values: [new Date(since).toISOString()],
  });
  return new Map(rows.map(({ id, uses }) => [id, uses]));
}

/** Which of a category's references do not exist. */
export async function missingReference(
  q: Queryable,
  { queueId, slaPolicyId }: Pick<Category, "queueId" | "slaPolicyId">,
): Promise<"queue" | "sla-policy" | undefined> {
  const { rows } = await q.query<{ queue: boolean; policy: boolean }>({
    name: "category-references",
    text: `select $1::uuid is null or exists (select from queues where id = $1) as queue,
      $2::uuid is null or exists (select from sla_policies where id = $2) as policy`,
    values: [queueId ?? null, slaPolicyId ?? null],
  });
  const [row] = rows;
  if (row?.queue === false) return "queue";
  return row?.policy === false ? "sla-policy" : undefined;
}
