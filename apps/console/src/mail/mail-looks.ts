import { create } from "zustand";

/** How one mail is looked at now: kept outside of the row, which leaves the page when scrolled away. */
export interface MailLook {
  readonly isOpen?: boolean;
  /** With quote and signature. */
  readonly isFull?: boolean;
  /** Its words instead of its HTML. */
  readonly isPlain?: boolean;
  readonly isTall?: boolean;
  readonly showsPeople?: boolean;
}

const NOTHING: MailLook = {};

const useLooks = create<Readonly<Record<string, MailLook>>>(() => ({}));

export const useMailLook = (messageId: string): MailLook =>
  useLooks((looks) => looks[messageId] ?? NOTHING);

export const lookAtMail = (messageId: string, change: MailLook): void =>
  useLooks.setState((looks) => ({ [messageId]: { ...looks[messageId], ...change } }));
