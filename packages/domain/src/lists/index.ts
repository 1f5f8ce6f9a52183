export * from "./view-filter.ts";
export * from "./views.ts";
