import type { Procedure, ProcedureId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

export interface WrittenProcedure {
  readonly id: ProcedureId;
  readonly draft: Procedure;
  readonly revision: number;
  /** The newest version; null: none was published yet. */
  readonly published: number | null;
  readonly publishedRevision: number | null;
  readonly isArchived: boolean;
}

export interface PublishedProcedure extends Procedure {
  readonly id: ProcedureId;
  readonly version: number;
}

/** A house with more has nobody who knows them. */
export const PROCEDURES_MAX = 500;

const COLUMNS = `id, draft, revision, published, published_revision as "publishedRevision",
  archived_at is not null as "isArchived"`;

export async function listProcedures(q: Queryable): Promise<readonly WrittenProcedure[]> {
  const { rows } = await q.query<WrittenProcedure>({
    name: "list-procedures",
    text: `select ${COLUMNS} from procedures order by lower(draft->>'name'), id`,
  });
  return rows;
}

/** How often each was begun since an instant (ms since epoch): each by its own stretch of the index of runs. */
export async function countRuns(
  q: Queryable,
  since: number,
): Promise<ReadonlyMap<ProcedureId, number>> {
  const { rows } = await q.query<{ id: ProcedureId; runs: number }>({
    name: "count-procedure-runs",
    text: `select p.id, (select count(*)::int from procedure_runs r
        where r.procedure_id = p.id and r.started_at >= $1) as runs
      from procedures p`,
    values: [new Date(since).toISOString()],
  });
  return new Map(rows.map(({ id, runs }) => [id, runs]));
}

export interface ProcedureVersion {
  readonly version: number;
  readonly content: Procedure;
  /** Ms since epoch. */
  readonly publishedAt: number;
}

/** As many as somebody looks back at. */
const VERSIONS_MAX = 50;

/** What was published of a procedure, newest first. */
export async function listProcedureVersions(
  q: Queryable,
  id: string,
): Promise<readonly ProcedureVersion[]> {
  const { rows } = await q.query<Omit<ProcedureVersion, "publishedAt"> & { publishedAt: Date }>({
    name: "list-procedure-versions",
    text: `select version, content, published_at as "publishedAt" from procedure_versions
      where procedure_id = $1 order by version desc limit ${VERSIONS_MAX}`,
    values: [id],
  });
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.getTime() }));
}

export async function lockProcedure(
  tx: Queryable,
  id: string,
): Promise<WrittenProcedure | undefined> {
  const { rows } = await tx.query<WrittenProcedure>({
    name: "lock-procedure",
    text: `select ${COLUMNS} from procedures where id = $1 for update`,
    values: [id],
  });
  return rows[0];
}

/** Saves one as it is now, its versions apart. */
export async function saveProcedure(
  tx: Queryable,
  { id, draft, revision, published, publishedRevision, isArchived }: WrittenProcedure,
  now: number,
): Promise<void> {
  await tx.query({
    name: "save-procedure",
    text: `insert into procedures
        (id, draft, revision, published, published_revision, archived_at, updated_at)
      values ($1, $2, $3, $4, $5, case when $6 then $7::timestamptz end, $7)
      on conflict (id) do update set draft = excluded.draft, revision = excluded.revision,
        published = excluded.published, published_revision = excluded.published_revision,
        archived_at = excluded.archived_at, updated_at = excluded.updated_at`,
    values: [
      ...[id, JSON.stringify(draft), revision, published, publishedRevision, isArchived],
      new Date(now).toISOString(),
    ],
  });
}

/** A version that never changes again. */
export async function addProcedureVersion(
  tx: Queryable,
  { id, version, content }: { id: ProcedureId; version: number; content: Procedure },
  now: number,
): Promise<void> {
  await tx.query({
    name: "add-procedure-version",
    text: `insert into procedure_versions (procedure_id, version, content, published_at)
      values ($1, $2, $3, $4)`,
    values: [id, version, JSON.stringify(content), new Date(now).toISOString()],
  });
}

/** What may be started: the newest versions of those that are not archived; or one of them. */
export async function listPublishedProcedures(
  q: Queryable,
  id?: string,
): Promise<readonly PublishedProcedure[]> {
  const { rows } = await q.query<PublishedVersion>({
    name: "list-published-procedures",
    text: `select p.id, v.version, v.content
      from procedures p
      join procedure_versions v on v.procedure_id = p.id and v.version = p.published
      where p.archived_at is null and ($1::uuid is null or p.id = $1)
      order by lower(v.content->>'name'), p.id`,
    values: [id ?? null],
  });
  return rows.map(({ content, ...rest }) => ({ ...content, ...rest }));
}

interface PublishedVersion {
  readonly id: ProcedureId;
  readonly version: number;
  readonly content: Procedure;
}
