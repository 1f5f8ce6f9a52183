import type { Translate } from "../../i18n/translate.ts";

export type Settings = Readonly<Record<string, unknown>>;
/** Why a field is not taken. `needed-again`: a stored secret would go somewhere new. */
export type Mistake = "required" | "format" | "range" | "needed-again";
export type Mistakes<Form> = { readonly [Field in keyof Form]?: Mistake };

export function mistakeText(mistake: Mistake | undefined, t: Translate): string | undefined {
  switch (mistake) {
    case "required":
      return t("form.required");
    case "format":
      return t("whatsapp.wrongFormat");
    case "range":
      return t("whatsapp.wrongRange");
    case "needed-again":
      return t("whatsapp.neededAgain");
    case undefined:
      return undefined;
  }
}

/** Fields that the server named in its refusal, by what it said of them. */
export function mistakesFromServer(details: Settings): Readonly<Record<string, Mistake>> {
  const { issues } = details;
  if (!Array.isArray(issues)) return {};
  const named = issues.flatMap((issue: unknown) => {
    if (typeof issue !== "object" || issue === null || !("path" in issue)) return [];
    const field = /(?:^|\.)settings\.(\w+)/.exec(String(issue.path))?.[1];
    const isAgain = "problem" in issue && issue.problem === "needed-again";
    return field === undefined ? [] : [[field, isAgain ? "needed-again" : "format"] as const];
  });
  return Object.fromEntries(named);
}
