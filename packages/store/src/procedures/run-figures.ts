import type { Queryable } from "../database.ts";

export interface ProcedureFigures {
  readonly started: number;
  readonly finished: number;
  readonly givenUp: number;
  /** By the key of a step; of every version. */
  readonly steps: readonly StepFigures[];
}

export interface StepFigures {
  readonly key: string;
  readonly taken: number;
  readonly skipped: number;
  /** Runs that were given up at it. */
  readonly givenUp: number;
  /** From the step before it, ms; null: never taken. */
  readonly medianMs: number | null;
}

/**
 * How runs of a procedure went since an instant (ms since epoch): by its own index of runs, and of those
 * the steps by their key. It costs what the period has, whatever there was before.
 */
export async function loadProcedureFigures(
  q: Queryable,
  procedureId: string,
  since: number,
): Promise<ProcedureFigures> {
  const { rows } = await q.query<ProcedureFigures>({
    name: "load-procedure-figures",
    text: `with runs as (
        select id, state, at_step from procedure_runs where procedure_id = $1 and started_at >= $2
      ), taken as (
        select s.key, count(*) filter (where outcome = 'done')::int as taken,
          count(*) filter (where outcome = 'skipped')::int as skipped,
          percentile_disc(0.5) within group (order by s.took_ms) as "medianMs"
        from runs r cross join lateral (
          -- Apart: joined, the steps of all runs there ever were would be read for those of the period.
          select key, outcome, took_ms from procedure_run_steps where run_id = r.id offset 0
        ) s group by s.key
      ), left_at as (
        select at_step as key, count(*)::int as "givenUp" from runs
        where state = 'given-up' and at_step is not null group by at_step
      )
      select (select count(*)::int from runs) as started,
        (select count(*)::int from runs where state = 'finished') as finished,
        (select count(*)::int from runs where state = 'given-up') as "givenUp",
        coalesce((select json_agg(json_build_object('key', key, 'taken', coalesce(taken, 0),
            'skipped', coalesce(skipped, 0), 'givenUp', coalesce("givenUp", 0),
            'medianMs', "medianMs") order by key)
          from taken full join left_at using (key)), '[]') as steps`,
    values: [procedureId, new Date(since).toISOString()],
  });
  const [row] = rows;
  if (row === undefined) throw new Error("an aggregate has a row");
  return row;
}
