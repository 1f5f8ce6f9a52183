export * from "./choose-way.ts";
export * from "./find-excerpt.ts";
export * from "./search-words.ts";
