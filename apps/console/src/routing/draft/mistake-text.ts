import { t } from "../../i18n/translate.ts";

/** What the server found wrong at places of one rule, by their names in it: `condition.patterns.0`. */
export function mistakesOfRule(
  mistakes: ReadonlyMap<string, string>,
  place: number,
): ReadonlyMap<string, string> {
  const prefix = `${place}.`;
  return new Map(
    [...mistakes]
      .filter(([at]) => at.startsWith(prefix))
      .map(([at, problem]) => [at.slice(prefix.length), problem]),
  );
}

/** The first mistake at a field or inside it, in the reader's words. */
export function mistakeAt(
  mistakes: ReadonlyMap<string, string>,
  field: string,
): string | undefined {
  const found = [...mistakes].find(([at]) => at === field || at.startsWith(`${field}.`));
  return found && mistakeText(found[1]);
}

/** What fails is told in the reader's language where there are words for it, else as the server said. */
export function mistakeText(problem: string): string {
  if (problem === "no such queue") return t("routing.mistake.queue");
  if (problem === "no such inbox") return t("routing.mistake.inbox");
  if (problem === "no such policy") return t("routing.mistake.policy");
  if (problem === "say what this group asks for") return t("routing.sayGroup");
  if (problem === "this build has no such channel") return t("routing.mistake.channel");
  if (problem.startsWith("the patterns of all rules")) return t("routing.mistake.patternsTogether");
  if (problem === "too_big") return t("routing.mistake.tooMuch");
  return problem;
}
