import type { OutboundMedia } from "@circuito/connector";

/**
 * Whether a file goes as a voice message. WhatsApp's are Opus in Ogg; what a browser could record in no other
 * way than MP4 goes as a sound.
 * Source: developers.facebook.com, WhatsApp Cloud API, audio messages.
 */
export function isVoice({
  isVoice,
  mimeType,
}: Pick<OutboundMedia, "isVoice" | "mimeType">): boolean {
  return isVoice === true && /^audio\/ogg(;|$)/i.test(mimeType);
}
