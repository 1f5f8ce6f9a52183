export * from "./judge-logo.ts";
