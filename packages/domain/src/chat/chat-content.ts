import type { Address } from "../address.ts";

/** What a chat message has beside its words and files. Absent where there is nothing of it. */
export interface ChatContent {
  /** External id, in the same inbox, of the message it answers. Its words are looked up here. */
  readonly answers?: string;
  readonly forwarded?: "once" | "often";
  /** In a group: which of its members spoke. */
  readonly speaker?: { readonly address: Address; readonly name?: string };
  /** It came while nobody listened, and was found afterwards. */
  readonly late?: true;
  /** What its one file is, when that is more than its type says. */
  readonly mediaAs?: "voice" | "sticker" | "gif" | "view-once";
  /** The advertisement or post that the customer came from. Self-declared by the provider's link. */
  readonly referral?: Referral;
  /** What words and files alone do not say. */
  readonly special?: SpecialContent;
  /** What was chosen in the form before a chat; all of it is in `special`, as people read it. */
  readonly preChat?: PreChatChoices;
  /** The invitation on the site's page that these first words followed. */
  readonly invitation?: ChatInvitation;
}

/** As it was when they followed it. Rules may ask for it; it proves nothing. */
export interface ChatInvitation {
  /** Of the rule that showed it. */
  readonly ruleId: string;
  readonly name: string;
  /** As they read it. */
  readonly text: string;
}

/** Chosen by the customer among what an admin wrote. Rules may ask for it; it proves nothing. */
export interface PreChatChoices {
  /** By the field's key: the option's tag, or its id. */
  readonly chosen: Readonly<Record<string, string>>;
  /** Put on the conversation that is opened by it. */
  readonly tags: readonly string[];
}

export interface Referral {
  readonly kind: "ad" | "post";
  readonly url?: string;
  readonly id?: string;
  readonly headline?: string;
  readonly body?: string;
}

/**
 * Content of a kind of its own. `unsupported` is every kind that we do not know: it is kept and shown
 * as such, never dropped.
 */
export type SpecialContent =
  | {
      readonly kind: "location";
      /** Degrees, WGS 84. */
      readonly latitude: number;
      readonly longitude: number;
      readonly name?: string;
      readonly address?: string;
      /** It moves: what is shown is where they were then. */
      readonly live?: true;
    }
  | { readonly kind: "contacts"; readonly contacts: readonly ContactCard[] }
  /** What they chose of what was offered: a button, a row of a list, a template's quick reply. */
  | {
      readonly kind: "choice";
      /** Our own id of what was offered; template buttons carry their payload. */
      readonly id: string;
      readonly title: string;
      readonly description?: string;
    }
  /** A form that was filled in (WhatsApp calls it a flow). */
  | {
      readonly kind: "form";
      readonly name: string;
      /** Set: asked by us before the first words, and answered by whoever said them. */
      readonly asked?: "before-chat";
      readonly fields: readonly { readonly name: string; readonly value: string }[];
    }
  | {
      readonly kind: "order";
      readonly catalogId: string;
      readonly items: readonly OrderItem[];
    }
  /** A product of a catalogue that they ask about. */
  | { readonly kind: "product"; readonly catalogId: string; readonly productId: string }
  | { readonly kind: "poll"; readonly question: string; readonly options: readonly string[] }
  | { readonly kind: "invitation"; readonly name: string }
  /** Something happened that nobody wrote. */
  | {
      readonly kind: "notice";
      readonly event:
        | "number-changed"
        | "id-changed"
        | "identity-changed"
        | "missed-call"
        | "opened-chat"
        | "other";
      readonly detail?: string;
    }
  | {
      readonly kind: "unsupported";
      /** As the provider names it. */
      readonly type: string;
      readonly code?: string;
      readonly reason?: string;
    };

export interface ContactCard {
  readonly name: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly organization?: string;
}

export interface OrderItem {
  readonly productId: string;
  readonly quantity: number;
  /** In the currency's main unit. */
  readonly price?: number;
  /** ISO 4217. */
  readonly currency?: string;
}
