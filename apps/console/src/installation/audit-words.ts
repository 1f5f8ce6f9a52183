import type { AuditEntryView } from "@circuito/protocol";
import type { DiffChange } from "@circuito/ui";
import { duration, fullTime } from "../i18n/format.ts";
import type { MessageId, Translate } from "../i18n/translate.ts";
import type { AuditPeriod } from "./audit-search.ts";

/** What was done, as a sentence about who did it: "criou a fila". */
export function actionText(t: Translate, action: string): string {
  return t(`audit.action.${action}` as MessageId);
}

/** On what: its name, else its kind in words and the end of its id. */
export function objectText(
  t: Translate,
  { object, objectName }: Pick<AuditEntryView, "object" | "objectName">,
): string {
  if (objectName !== null) return objectName;
  if (!object) return "";
  const [kind = "", id] = object.split("/");
  const area = `permissionArea.${kind}`;
  const words = t(area as MessageId);
  const called = words === area ? kind : words;
  return id === undefined ? called : `${called} …${id.slice(-6)}`;
}

export const periodText = (t: Translate, period: AuditPeriod): string =>
  period === "all" ? t("audit.allTime") : t("audit.lastDays", { days: Number(period) });

/** How something is called that is written down by its id; `undefined` of what nobody here knows. */
export type NameOf = (id: string) => string | undefined;

/** The differences as the kit shows them: fields and values in people's words, places within one another. */
export function changesOf(
  t: Translate,
  { differences }: AuditEntryView,
  nameOf: NameOf,
): readonly DiffChange[] {
  return differences.map(({ path, before, after }) => ({
    id: path,
    what: placeText(t, path, nameOf),
    ...(before !== undefined && { before: valueText(t, lastOf(path), before, nameOf) }),
    ...(after !== undefined && { after: valueText(t, lastOf(path), after, nameOf) }),
  }));
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/** "Membros › Ana Souza › Peso": what the API calls `members.3f2a….weight`. */
export function placeText(t: Translate, path: string, nameOf: NameOf): string {
  if (path === "") return t("audit.whole");
  return path
    .split(".")
    .map((step) => fieldText(t, step) ?? idText(step, nameOf))
    .join(" › ");
}

/** What is in no catalog is a key that people chose, or a code: `undefined`, to be shown as it is. */
function fieldText(t: Translate, field: string): string | undefined {
  const id = `audit.field.${field}`;
  const words = t(id as MessageId);
  return words === id ? undefined : words;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

const idText = (text: string, nameOf: NameOf): string =>
  UUID.test(text) ? (nameOf(text) ?? `…${text.slice(-6)}`) : text;

/** @param field the last step of where it is: its name tells the unit */
export function valueText(t: Translate, field: string, value: unknown, nameOf: NameOf): string {
  if (value === null || value === "" || value === undefined) return "—";
  if (typeof value === "boolean") return t(value ? "audit.yes" : "audit.no");
  if (typeof value === "number") return field.endsWith("Ms") ? duration(value) : String(value);
  if (typeof value === "string") {
    return INSTANT.test(value) ? fullTime(value) : idText(value, nameOf);
  }
  if (Array.isArray(value)) {
    const isPlain = value.every((one) => typeof one !== "object" || one === null);
    const parts = value.map((one) => valueText(t, field, one, nameOf));
    return parts.length === 0 ? "—" : parts.join(isPlain ? ", " : "\n");
  }
  return Object.entries(value)
    .map(([name, of]) => `${fieldText(t, name) ?? name}: ${valueText(t, name, of, nameOf)}`)
    .join(" · ");
}
