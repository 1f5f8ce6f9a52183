export * from "./brazilian-numbers.ts";
export * from "./category.ts";
export * from "./category-tree.ts";
export * from "./lease.ts";
export * from "./recall.ts";
export * from "./skip.ts";
export * from "./suggest-areas.ts";
export * from "./telling-words.ts";
