import { customType } from "drizzle-orm/pg-core";

/** timestamptz in the database, ms since epoch (UTC) in TypeScript. */
export const instant = customType<{ data: number; driverData: string | Date }>({
  dataType: () => "timestamptz(3)",
  toDriver: (value) => new Date(value).toISOString(),
  fromDriver: (value) => new Date(value).getTime(),
});

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

/** Words that something is found by: written by `array_to_tsvector`, read by `@@` only. */
export const foundBy = customType<{ data: never; driverData: never }>({
  dataType: () => "tsvector",
});
