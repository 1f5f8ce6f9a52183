import { seal, type ToFrame, type ToHost, unseal } from "../shared/bridge-messages.ts";

/** The page that embeds the chat, through its loader. */
export interface Host {
  tell(message: ToHost): void;
}

/**
 * Listens to the embedding page, and to nobody else: only the parent window is heard, and after
 * its `init` only the origin that sent it. Who may embed the frame at all is the server's
 * `frame-ancestors`.
 * @returns `null` when the chat is a page of its own
 */
export function connectHost(hear: (message: ToFrame) => void): Host | null {
  if (window.parent === window) return null;
  let origin: string | null = null;
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || (origin !== null && event.origin !== origin)) return;
    const message = unseal<ToFrame>(event.data);
    // A second `init` would move the conversation to another visitor.
    if (!message || (message.t === "init") !== (origin === null)) return;
    origin = event.origin;
    hear(message);
  });
  // The frame cannot know its host before the host speaks; this says nothing but "I am here".
  window.parent.postMessage(seal({ t: "ready" }), "*");
  return {
    tell: (message) => {
      if (origin !== null) window.parent.postMessage(seal(message), origin);
    },
  };
}
