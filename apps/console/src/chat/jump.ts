import { createContext, useContext } from "react";

/** A message's place. */
export interface MessagePlace {
  readonly conversationId: string;
  readonly seq: number;
}

/** Brings a message into view, however far away, in its own conversation. */
export type Jump = (place: MessagePlace) => void;

export const JumpContext = createContext<Jump>(() => undefined);
export const useJump = () => useContext(JumpContext);

/** The element of a message in the thread. */
export const messageElementId = (messageId: string) => `message-${messageId}`;

/** The end of an address that opens at a message: `#m42`. */
export const messageHash = (seq: number) => `m${seq}`;

/** The message that an address opens at; `null` if it names none. */
export function seqOfHash(hash: string): number | null {
  const [, digits] = /^#?m(\d{1,9})$/.exec(hash) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** A message's own address, which may be dictated: `/p/261126-ABCDEFG1#m42`. */
export const messageHref = (protocol: string, seq: number) => `/p/${protocol}#${messageHash(seq)}`;
