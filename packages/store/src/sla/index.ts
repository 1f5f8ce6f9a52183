export * from "./calendars.ts";
export * from "./follower.ts";
export * from "./load-stories.ts";
export * from "./policies.ts";
export * from "./queue-levels.ts";
export * from "./save-promises.ts";
export * from "./save-tellings.ts";
export * from "./terms.ts";
