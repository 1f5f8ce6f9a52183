import { type ChosenReason, USUAL_BREAKS } from "@circuito/domain";
import { tellConfigurationChanged } from "../configuration/inboxes.ts";
import { findSetting, saveSetting } from "../configuration/installation.ts";
import type { Queryable } from "../database.ts";

const BREAKS_SETTING = "breaks";

/** The breaks that people are offered, in their order: the usual ones until an admin says otherwise. */
export async function findBreaks(q: Queryable): Promise<readonly ChosenReason[]> {
  const saved = await findSetting(q, BREAKS_SETTING);
  return Array.isArray(saved) ? (saved as ChosenReason[]) : USUAL_BREAKS;
}

/** Whoever is on a break that is offered no more stays on it. */
export async function saveBreaks(tx: Queryable, breaks: readonly ChosenReason[]): Promise<void> {
  await saveSetting(tx, BREAKS_SETTING, breaks);
  await tellConfigurationChanged(tx, "breaks");
}
