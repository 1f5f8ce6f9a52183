import type { Media } from "./media-store.ts";
import type { ChatAddress, SendConduct, WireMessage } from "./wire.ts";

/** One thing the page sent, in the order in which it did. Ids are whole keys, as the library has them. */
export type Sent =
  | {
      readonly kind: "message";
      readonly id: string;
      readonly chat: ChatAddress;
      readonly type: string;
      /** The caption, where there is a medium. */
      readonly text: string;
      /** What both ends call the message that it quotes. */
      readonly quoted?: string;
      readonly media?: Media;
      /** What became of it: only two of these reach the network. */
      readonly outcome: SendConduct;
      readonly message: WireMessage;
    }
  | { readonly kind: "reaction"; readonly of: string; readonly emoji: string }
  | { readonly kind: "edit"; readonly of: string; readonly text: string }
  | { readonly kind: "revoke" | "delete"; readonly of: readonly string[] }
  | { readonly kind: "seen"; readonly chat: ChatAddress }
  | {
      readonly kind: "chat-state";
      readonly chat: ChatAddress;
      readonly state: "composing" | "recording" | "paused";
    }
  | { readonly kind: "presence"; readonly available: boolean }
  /** A question whether somebody has WhatsApp: too many of them are said to cost the account. */
  | { readonly kind: "exists"; readonly wid: ChatAddress }
  | { readonly kind: "ask-phone-for-history"; readonly chat: ChatAddress }
  | { readonly kind: "ask-sender-again"; readonly ids: readonly string[] }
  | { readonly kind: "take-over" | "reconnect" | "logout" };

export type SentMessage = Extract<Sent, { kind: "message" }>;
