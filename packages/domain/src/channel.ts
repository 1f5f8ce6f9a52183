export const CHANNELS = ["sms", "webchat", "loopback", "email", "whatsapp", "form"] as const;
/** Kind of medium. */
export type Channel = (typeof CHANNELS)[number];

/** Chat-like channels have at most one open conversation per inbox and contact point (rules §7). */
export function isChatLike(channel: Channel): boolean {
  return channel !== "email" && channel !== "form";
}
