export * from "./form-fields.ts";
export * from "./form-guard.ts";
export * from "./form-progress.ts";
export * from "./read-form.ts";
export * from "./tell-form.ts";
