export * from "./look.ts";
export * from "./spend-looks.ts";
