import type { Difference } from "@circuito/domain";
import type { FigureLanguage } from "@circuito/protocol/figure-text";
import {
  type AuditFilter,
  type AuditReading,
  countAudit,
  listAudit,
  type Queryable,
} from "@circuito/store";
import { disclosedBy } from "./audit-view.ts";
import { iso } from "./instants.ts";
import { HttpProblem } from "./problem.ts";
import { type Cell, type FileAnswer, fileAnswer } from "./reports/table-file.ts";

/** Some years of a large installation; spreadsheets open it, and it is some 100 MB at the most. */
export const AUDIT_FILE_ENTRIES_MAX = 100_000;
/** A page is in memory for a moment, some MB of it. */
const ENTRIES_AT_ONCE = 1_000;

/** Entries as a table, newest first; more than fit are refused before anything is written. */
export async function auditFile(
  q: Queryable,
  filter: AuditFilter,
  language: FigureLanguage,
  now: number,
): Promise<FileAnswer> {
  const { count, lastSeq } = await countAudit(q, filter, AUDIT_FILE_ENTRIES_MAX + 1);
  if (count > AUDIT_FILE_ENTRIES_MAX) {
    const message = `more than ${AUDIT_FILE_ENTRIES_MAX} entries: ask for a shorter period, a person or an action`;
    const details = { because: "too-many-entries", entriesMax: AUDIT_FILE_ENTRIES_MAX };
    throw new HttpProblem("too-large", message, { details });
  }
  const name = `circuito-audit-${iso(now).slice(0, 10)}`;
  const rows = rowsOf(q, filter, lastSeq);
  return fileAnswer({ name, columns: COLUMNS[language], rows }, "csv", language);
}

const COLUMNS: Readonly<Record<FigureLanguage, readonly string[]>> = {
  "pt-BR": [
    ...["Número", "Quando (UTC)", "Quem", "Por onde", "Endereço", "Ação", "Resultado", "Expõe"],
    ...["Objeto", "Nome do objeto", "Motivo dado", "Mudanças"],
  ],
  en: [
    ...["Number", "When (UTC)", "Who", "Origin", "Address", "Action", "Outcome", "Discloses"],
    ...["Object", "Object’s name", "Reason given", "Changes"],
  ],
  es: [
    ...["Número", "Cuándo (UTC)", "Quién", "Por dónde", "Dirección", "Acción", "Resultado"],
    ...["Expone", "Objeto", "Nombre del objeto", "Motivo dado", "Cambios"],
  ],
};

async function* rowsOf(
  q: Queryable,
  filter: AuditFilter,
  lastSeq: number,
): AsyncIterable<readonly Cell[]> {
  // The entry of this file itself comes after it.
  let before = lastSeq + 1;
  let page: readonly AuditReading[];
  do {
    page = await listAudit(q, filter, { before, limit: ENTRIES_AT_ONCE });
    for (const entry of page) yield rowOf(entry);
    before = page.at(-1)?.seq ?? before;
  } while (page.length === ENTRIES_AT_ONCE);
}

/** Actions, objects and fields by their names in the API: the same in every language, for programs, too. */
const rowOf = (entry: AuditReading): readonly Cell[] => [
  entry.seq,
  new Date(entry.at),
  entry.actor.name || null,
  entry.actor.kind,
  entry.address,
  entry.action,
  entry.outcome,
  disclosedBy(entry),
  entry.object,
  entry.objectName,
  entry.said,
  entry.differences.map(changeText).join("\n") || null,
];

const changeText = ({ path, before, after }: Difference): string =>
  `${path}: ${JSON.stringify(before) ?? ""} → ${JSON.stringify(after) ?? ""}`;
