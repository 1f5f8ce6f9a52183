import type { AuditEntryView } from "@circuito/protocol";
import type { DiffChange } from "@circuito/ui";
import type { MessageId, Translate } from "../i18n/translate.ts";

/** What was done, as a sentence about who did it: "criou a fila". */
export function actionText(t: Translate, action: string): string {
  return t(`audit.action.${action}` as MessageId);
}

/** On what: its name, else its kind and the end of its id. */
export function objectText({ object, objectName }: AuditEntryView): string {
  if (objectName !== null) return objectName;
  const [kind = "", id] = object?.split("/") ?? [];
  return id === undefined ? kind : `${kind} …${id.slice(-6)}`;
}

/** The differences as the kit shows them: places by their names, values as they are written. */
export function changesOf({ differences }: AuditEntryView): readonly DiffChange[] {
  return differences.map(({ path, before, after }) => ({
    id: path,
    what: path.replaceAll(".", " › ") || "…",
    ...(before !== undefined && { before: written(before) }),
    ...(after !== undefined && { after: written(after) }),
  }));
}

const written = (value: unknown): string =>
  value === null ? "—" : typeof value === "string" ? value : JSON.stringify(value);
