export * from "./end-offers.ts";
export * from "./find-offers.ts";
