export * from "./judge-picture.ts";
export * from "./read-picture.ts";
