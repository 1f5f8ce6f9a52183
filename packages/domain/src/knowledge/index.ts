export * from "./adapt-article.ts";
export * from "./article.ts";
export * from "./article-blocks.ts";
export * from "./article-slug.ts";
export * from "./article-words.ts";
export * from "./draft-article.ts";
export * from "./mistakes-in-article.ts";
export * from "./move-article.ts";
