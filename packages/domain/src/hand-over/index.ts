export * from "./divert.ts";
export * from "./hand-over.ts";
export * from "./hop.ts";
export * from "./take-back.ts";
