export * from "./article-figures.ts";
export * from "./article-notes.ts";
export * from "./article-texts.ts";
export * from "./article-uses.ts";
export * from "./articles.ts";
export * from "./help-centre.ts";
export * from "./search-articles.ts";
export * from "./solved-conversation.ts";
