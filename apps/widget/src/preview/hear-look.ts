import type { PreviewAsks, PreviewedLook, PreviewTold } from "@circuito/protocol/look-text";

/**
 * Hears from the page around this one how the chat is to look, and asks for it at once. Both are the
 * gateway's own: nobody else may frame a preview, and nobody else is heard.
 */
export function hearLook(show: (look: PreviewedLook) => void): void {
  addEventListener("message", ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== parent || origin !== location.origin || !isTold(data)) return;
    show(data.look);
  });
  const ready: PreviewAsks = { circuito: 1, t: "ready" };
  parent.postMessage(ready, location.origin);
}

export function tellLook(frame: HTMLIFrameElement, look: PreviewedLook): void {
  const told: PreviewTold = { circuito: 1, t: "look", look };
  frame.contentWindow?.postMessage(told, location.origin);
}

const isTold = (data: unknown): data is PreviewTold =>
  typeof data === "object" && data !== null && "t" in data && data.t === "look" && "look" in data;
