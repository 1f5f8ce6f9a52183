import type { Queryable } from "../database.ts";

/** What reports call by name, gone ones too: their past is still told. */
export interface ReportNames {
  readonly inboxes: ReadonlyMap<string, string>;
  readonly queues: ReadonlyMap<string, string>;
  readonly agents: ReadonlyMap<string, string>;
  readonly categories: ReadonlyMap<string, string>;
}

export async function loadReportNames(q: Queryable): Promise<ReportNames> {
  const { rows } = await q.query<{ of: string; id: string; name: string }>({
    name: "report-names",
    text: `select 'inbox' as of, id::text, name from inboxes
      union all select 'queue', id::text, name from queues
      union all select 'agent', id::text, name from agents
      union all select 'category', c.id::text, concat_ws(' › ', p.name, c.name)
        from categories c left join categories p on p.id = c.parent_id`,
  });
  const named = (of: string) =>
    new Map(rows.flatMap((row) => (row.of === of ? [[row.id, row.name] as const] : [])));
  return {
    inboxes: named("inbox"),
    queues: named("queue"),
    agents: named("agent"),
    categories: named("category"),
  };
}
