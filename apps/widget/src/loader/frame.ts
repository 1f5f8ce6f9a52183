import { seal, type ToFrame, type ToHost, unseal } from "../shared/bridge-messages.ts";

/** A frame that has not said it is ready by now shows a browser's error page. */
const READY_TIMEOUT_MS = 12_000;

/** The chat itself, in a frame of the gateway's origin, loaded when first needed. */
export interface Frame {
  load(): void;
  /** Before the frame is ready, what `init` will tell anyway is dropped; the rest waits. */
  tell(message: ToFrame): void;
  focus(): void;
}

export function createFrame(on: {
  origin: string;
  inbox: string;
  title: string;
  place: HTMLElement;
  /** First message of the frame: asks for `init`. */
  ready(): ToFrame;
  hear(message: ToHost): void;
  lost(retry: (() => void) | null): void;
}): Frame {
  let frame: HTMLIFrameElement | null = null;
  let isReady = false;
  let waiting: ToFrame[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const post = (message: ToFrame): void =>
    frame?.contentWindow?.postMessage(seal(message), on.origin);

  window.addEventListener("message", (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== on.origin) return;
    const message = unseal<ToHost>(event.data);
    if (!message) return;
    if (message.t !== "ready") return on.hear(message);
    isReady = true;
    clearTimeout(timer);
    on.lost(null);
    post(on.ready());
    waiting.forEach(post);
    waiting = [];
  });

  const unload = (): void => {
    clearTimeout(timer);
    frame?.remove();
    frame = null;
    isReady = false;
  };
  const load = (): void => {
    if (frame) return;
    frame = document.createElement("iframe");
    frame.title = on.title;
    frame.allow = "clipboard-write";
    frame.src = `${on.origin}/widget/v1/${on.inbox}`;
    on.place.append(frame);
    timer = setTimeout(() => {
      unload();
      on.lost(() => {
        on.lost(null);
        load();
      });
    }, READY_TIMEOUT_MS);
  };
  return {
    load,
    tell: (message) => {
      if (isReady) post(message);
      else if (message.t === "introduce" || message.t === "logout") waiting.push(message);
    },
    focus: () => frame?.focus(),
  };
}
