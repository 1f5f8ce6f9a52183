export * from "./attendant-flow.ts";
export * from "./attendant-state.ts";
