export * from "./hand-over.ts";
