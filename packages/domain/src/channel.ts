/**
 * Kind of medium: `sms`, `webchat`, `email`, … An open set, kebab-case: a channel is added by its
 * connector, and nothing in the core lists them.
 */
export type Channel = string;

/** Mail-like channels thread by what a message refers to; one person may have many matters open. */
export const MAIL_LIKE_CHANNELS: readonly Channel[] = ["email", "form"];

/** Chat-like channels have at most one open conversation per inbox and contact point (rules §7). */
export function isChatLike(channel: Channel): boolean {
  return !MAIL_LIKE_CHANNELS.includes(channel);
}

/** What comes in on these is answered by mail (decision 33). */
export function isMailLike(channel: Channel): boolean {
  return MAIL_LIKE_CHANNELS.includes(channel);
}

/** Channels whose customer looks at the window and waits; on all others people answer when they can. */
export const LIVE_CHANNELS: readonly Channel[] = ["webchat"];

export function isLive(channel: Channel): boolean {
  return LIVE_CHANNELS.includes(channel);
}

/**
 * Channels on which one account goes by several names, and may write under another one each time: a
 * phone number, a hidden id, the id that a business portfolio knows it by.
 */
export const MANY_NAMED_CHANNELS: readonly Channel[] = ["whatsapp"];

export function hasManyNames(channel: Channel): boolean {
  return MANY_NAMED_CHANNELS.includes(channel);
}

/** Units a conversation costs its agent (rules §8): mail can wait while one types, a chat cannot. */
export const MAIL_WEIGHT = 0.5;
export const CHAT_WEIGHT = 1;

export function weightOf(channel: Channel): number {
  return isChatLike(channel) ? CHAT_WEIGHT : MAIL_WEIGHT;
}
