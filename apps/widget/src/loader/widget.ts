import type { Profile, ToFrame, ToHost } from "../shared/bridge-messages.ts";
import { createFrame } from "./frame.ts";
import { readKept, writeKept } from "./keep.ts";
import { createLauncher } from "./launcher.ts";
import { type Options, pageAddress, pageLocale } from "./options.ts";
import { chooseLoaderWords } from "./words.ts";

/** Below this width the chat takes the whole window, and the back button closes it. */
const FULL_SCREEN = "(max-width: 520px)";
const DEFAULT_ACCENT = "#5252d8";

/** A JWT of the signed-in customer, or how to get one. */
export type Identity = string | (() => string | Promise<string>);

/** One chat on the page. */
export interface Widget {
  open(): void;
  close(): void;
  toggle(): void;
  identify(identity: Identity): void;
  logout(): void;
  set(change: Options & { readonly visitor?: Profile }): void;
  track(page?: string): void;
  remove(): void;
}

export function createWidget(
  origin: string,
  inbox: string,
  start: Options,
  emit: (event: string, detail?: unknown) => void,
): Widget {
  const words = chooseLoaderWords(pageLocale(start));
  let options = start;
  let isOpen = false;
  let isLeaving = false;
  let identity: Identity | null = null;

  const launcher = createLauncher({
    options,
    origin,
    words,
    warm: () => frame.load(),
    toggle: () => (isOpen ? close() : open()),
    close: () => close(),
  });
  const frame = createFrame({
    origin,
    inbox,
    title: words.frame,
    place: launcher.panel,
    ready: () => {
      emit("ready");
      return init();
    },
    hear,
    lost: launcher.setLost,
  });
  const kept = readKept(inbox);
  launcher.setAccent(options.accent ?? kept.accent ?? DEFAULT_ACCENT);
  // Whoever has talked before gets answers while the chat is closed.
  if (kept.token) (window.requestIdleCallback ?? setTimeout)(frame.load);

  function init(): ToFrame {
    return {
      t: "init",
      token: readKept(inbox).token ?? null,
      locale: pageLocale(options),
      theme: options.theme ?? "auto",
      accent: options.accent ?? null,
      page: pageAddress(),
      open: isOpen,
      identifies: identity !== null,
    };
  }

  function hear(message: ToHost): void {
    switch (message.t) {
      case "ready":
        return;
      case "close":
        close();
        return;
      case "unread":
        launcher.setUnread(message.count);
        emit("unread", message.count);
        return;
      case "token":
        writeKept(inbox, message.token ? { ...readKept(inbox), token: message.token } : null);
        if (isLeaving) launcher.remove();
        return;
      case "look": {
        launcher.setAccent(message.accent);
        const held = readKept(inbox);
        // Before the visitor has spoken nothing is stored, not even a color.
        if (held.token) writeKept(inbox, { ...held, accent: message.accent });
        return;
      }
      case "message":
        emit("message", { from: message.from });
        return;
      case "identify":
        void answerIdentity();
        return;
    }
  }

  async function answerIdentity(): Promise<void> {
    let jwt: string | null = null;
    try {
      jwt = typeof identity === "function" ? await identity() : identity;
    } catch (error) {
      emit("error", error);
    }
    frame.tell({ t: "identity", jwt });
  }

  function open(): void {
    if (isOpen) return;
    isOpen = true;
    frame.load();
    launcher.setOpen(true);
    frame.tell({ t: "open" });
    frame.focus();
    if (matchMedia(FULL_SCREEN).matches) history.pushState({ ...history.state, circuito: 1 }, "");
    emit("open");
  }

  function close(): void {
    if (!isOpen) return;
    if (history.state?.circuito) history.back();
    shut();
  }

  function shut(): void {
    isOpen = false;
    launcher.setOpen(false);
    launcher.focus();
    frame.tell({ t: "closed" });
    emit("close");
  }

  function logout(): void {
    identity = null;
    writeKept(inbox, null);
    launcher.setUnread(0);
    // The frame's own memory has to go too, and only the frame can reach it.
    frame.load();
    frame.tell({ t: "logout" });
  }

  const onBack = (): void => {
    if (isOpen && !history.state?.circuito && matchMedia(FULL_SCREEN).matches) shut();
    frame.tell({ t: "page", page: pageAddress() });
  };
  window.addEventListener("popstate", onBack);

  return {
    open,
    close,
    toggle: () => (isOpen ? close() : open()),
    identify: (given) => {
      identity = given;
      frame.tell({ t: "identify" });
    },
    logout,
    set: ({ visitor, ...change }) => {
      options = { ...options, ...change };
      if (change.accent) launcher.setAccent(change.accent);
      const { theme, locale, accent } = change;
      frame.tell({ t: "set", theme, locale, accent });
      if (visitor) frame.tell({ t: "introduce", profile: visitor });
    },
    track: (page) => frame.tell({ t: "page", page: pageAddress(page) }),
    remove: () => {
      // The frame stays, unseen, until it has forgotten too.
      isLeaving = true;
      window.removeEventListener("popstate", onBack);
      close();
      launcher.hide();
      logout();
    },
  };
}
