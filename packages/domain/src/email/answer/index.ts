export * from "./answer-recipients.ts";
export * from "./answer-references.ts";
export * from "./answer-subject.ts";
export * from "./compose-answer.ts";
