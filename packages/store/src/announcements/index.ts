export * from "./add-announcement.ts";
export * from "./read-announcements.ts";
