/* What browsers and API clients see. Instants are ISO 8601 in UTC; ids are UUIDs. */
export * from "./views/activity.ts";
export * from "./views/board.ts";
export * from "./views/contact.ts";
export * from "./views/contact-timeline.ts";
export * from "./views/conversation.ts";
export * from "./views/failures.ts";
export * from "./views/hand-over.ts";
export * from "./views/inbox.ts";
export * from "./views/ledger.ts";
export * from "./views/message.ts";
export * from "./views/message-timeline.ts";
export * from "./views/people.ts";
export * from "./views/queue.ts";
export * from "./views/search.ts";
export * from "./views/triage.ts";
export * from "./views/upload.ts";
export * from "./views/whole-mail.ts";
