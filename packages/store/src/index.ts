export * from "./database.ts";
export * from "./group-commit.ts";
export * from "./migrate.ts";
export * from "./notices.ts";
export * as schema from "./schema/index.ts";
export * from "./transient.ts";
