import { createContext, useContext } from "react";

/** Brings a message of this conversation into view, fetching older ones until it is there. */
export type Jump = (messageId: string) => void;

export const JumpContext = createContext<Jump>(() => undefined);
export const useJump = () => useContext(JumpContext);

/** The element of a message in the thread. */
export const messageElementId = (messageId: string) => `message-${messageId}`;
