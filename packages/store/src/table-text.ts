import { type Column, getTableColumns } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";

/**
 * Statements about a table, as its schema describes it, for what everything waits for: a builder takes longer to
 * write one than PostgreSQL to run it, and what has a name is planned once a connection. Others are the builder's.
 */
export interface TableText<T extends PgTable> {
  /** All columns, under the names that rows have in TypeScript. */
  readonly columns: string;
  /** A row as the schema types it. */
  read(row: Readonly<Record<string, unknown>>): T["$inferSelect"];
  /** Always the same text for the same keys in the same order. */
  update(
    changes: Partial<T["$inferSelect"]>,
    where: Partial<T["$inferSelect"]>,
  ): { readonly text: string; readonly values: unknown[] };
}

export function tableText<T extends PgTable>(table: T): TableText<T> {
  const columns = Object.entries<Column>(getTableColumns(table)).map(
    ([key, column]) => [key, { column, name: nameOf(column) }] as const,
  );
  const byKey = new Map(columns);
  const { name: tableName } = getTableConfig(table);
  const of = (key: string) => {
    const found = byKey.get(key);
    if (!found) throw new Error(`${tableName} has no ${key}`);
    return found;
  };
  return {
    columns: columns.map(([key, { name }]) => `${name} as "${key}"`).join(", "),
    read(row) {
      const read: Record<string, unknown> = {};
      for (const [key, { column }] of columns) {
        const value = row[key];
        read[key] = value === null ? null : column.mapFromDriverValue(value);
      }
      return read as T["$inferSelect"];
    },
    update(changes, where) {
      const values: unknown[] = [];
      const equal = ([key, value]: [string, unknown]): string => {
        const { column, name } = of(key);
        values.push(value === null ? null : column.mapToDriverValue(value));
        return `${name} = $${values.length}`;
      };
      const set = Object.entries(changes).map(equal).join(", ");
      const found = Object.entries(where).map(equal).join(" and ");
      return { text: `update "${tableName}" set ${set} where ${found}`, values };
    },
  };
}

/** As the migrations call it. */
function nameOf(column: Column): string {
  return `"${column.keyAsName ? toSnakeCase(column.name) : column.name}"`;
}
