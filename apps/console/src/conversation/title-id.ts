/** The title in the head of the conversation: where focus returns once another one is written. */
export const TITLE_ID = "conversation-title";
