import { NO_SURVEYS, type SurveySettings } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** What holds now. */
export async function loadSurveySettings(q: Queryable): Promise<SurveySettings> {
  const { rows } = await q.query<SurveySettings>({
    name: "load-survey-settings",
    text: "select version, policies, caps from survey_versions order by version desc limit 1",
  });
  return rows[0] ?? NO_SURVEYS;
}

/** Who saved what holds now, and when. */
export interface SurveysSaved {
  readonly by: string;
  /** Ms since epoch. */
  readonly at: number;
}

export async function findSurveysSaved(q: Queryable): Promise<SurveysSaved | undefined> {
  const { rows } = await q.query<{ by: string; at: Date }>({
    name: "find-surveys-saved",
    text: `select saved_by_name as by, saved_at as at from survey_versions
      order by version desc limit 1`,
  });
  const [row] = rows;
  return row && { by: row.by, at: row.at.getTime() };
}

/**
 * Saves a version after the one it was made from.
 * @returns the new version, or `undefined` when somebody else saved one since
 */
export async function saveSurveySettings(
  q: Queryable,
  { version: after, policies, caps }: SurveySettings,
  by: { readonly id: string | undefined; readonly name: string; readonly at: number },
): Promise<number | undefined> {
  const { rowCount } = await q.query({
    name: "save-survey-settings",
    // Of two that were made from the same, one is first: versions are unique.
    text: `insert into survey_versions (version, policies, caps, saved_by, saved_by_name, saved_at)
      select $1::int + 1, $2::jsonb, $3::jsonb, $4, $5, $6
      where coalesce((select max(version) from survey_versions), 0) = $1
      on conflict do nothing`,
    values: [
      after,
      JSON.stringify(policies),
      JSON.stringify(caps),
      by.id ?? null,
      by.name,
      new Date(by.at).toISOString(),
    ],
  });
  return rowCount === 1 ? after + 1 : undefined;
}
