export * from "./route-form.ts";
