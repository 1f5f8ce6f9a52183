import { render } from "preact";
import type { Profile, Theme, ToFrame } from "../shared/bridge-messages.ts";
import "./app.css";
import { unseen } from "./chat/read-state.ts";
import type { Announcement } from "./choose-announcement.ts";
import { createChat } from "./create-chat.ts";
import { connectHost } from "./host.ts";
import { openKeep } from "./keep.ts";
import { applyLook, DEFAULT_ACCENT, onSystemTheme } from "./look.ts";
import { openOutboxStore } from "./outbox-store.ts";
import { keepPreChatDraft, readPreChatDraft } from "./pre-chat/pre-chat-draft.ts";
import { isBegun } from "./pre-chat/pre-chat-now.ts";
import { App } from "./ui/app.tsx";
import { forgetDraft } from "./ui/composer.tsx";
import type { View } from "./ui/view.ts";
import { pt } from "./words/pt.ts";
import { chooseLocale, type Locale, loadWords } from "./words.ts";

/** The host page's function may have to ask its own server. */
const IDENTITY_TIMEOUT_MS = 10_000;

type Init = ToFrame & { t: "init" };

/** A page of its own has no loader to tell it these. */
const STANDALONE: Init = {
  t: "init",
  token: null,
  locale: navigator.language,
  theme: "auto",
  accent: null,
  page: location.origin + location.pathname,
  open: true,
  identifies: false,
};

const inbox = location.pathname.split("/").findLast((part) => part !== "") ?? "";
// What the host says while the chat is still starting is heard when it has.
const early: ToFrame[] = [];
let hear = (message: ToFrame): void => void early.push(message);
const host = connectHost((message) => {
  if (message.t === "init") void start(message);
  else hear(message);
});
if (!host) void start(STANDALONE);

async function start(init: Init): Promise<void> {
  const keep = openKeep(inbox);
  const outbox = await openOutboxStore(inbox);
  if (!keep.read().token && init.token) keep.write({ token: init.token });
  let { page, identifies } = init;
  let hostAccent = init.accent;
  let answerIdentity: (jwt: string | null) => void = () => {};
  let announced = 0;
  let profile: Profile | null = null;

  const draft = readPreChatDraft();
  const chat = createChat({
    inbox,
    answers: draft?.isDone ? draft.typed : undefined,
    keep: {
      ...keep,
      write: (change) => {
        keep.write(change);
        if (change.token) host?.tell({ t: "token", token: change.token });
      },
    },
    outbox,
    surroundings: async () => {
      const identity = identifies ? await askIdentity() : null;
      return { locale: view.locale, page, ...(identity ? { identity } : {}) };
    },
    changed: (state, before) => {
      update({ state });
      if (isBegun(state) && !isBegun(before)) keepPreChatDraft(undefined);
      if (state.settings !== before.settings) dress();
      if (state.link === "online" && before.link !== "online") tellProfile();
      const count = unseen(state).length;
      if (count !== unseen(before).length) host?.tell({ t: "unread", count });
    },
    announce: (what: Announcement) => {
      announced += 1;
      if (what.kind === "arrived") {
        for (const { from } of what.messages) host?.tell({ t: "message", from });
      }
      update({ announcement: { id: announced, what } });
    },
  });

  let view: View = {
    state: chat.state(),
    words: pt,
    locale: "pt-BR",
    theme: init.theme,
    embedded: host !== null,
    open: init.open,
    durable: outbox.durable,
    visitor: 0,
    introduction: draft?.isDone ? "answered" : keep.read().introduced ? "done" : "offered",
    announcement: null,
    chat,
    actions: {
      close: () => host?.tell({ t: "close" }),
      setLocale: (locale) => void speak(locale),
      setTheme: (theme) => {
        update({ theme });
        dress();
      },
      setIntroduction: (introduction) => {
        keep.write({ introduced: true });
        update({ introduction });
      },
      answer: (answers) => {
        keepPreChatDraft({ typed: answers, isDone: true });
        chat.answer(answers);
        update({ introduction: "answered" });
      },
    },
  };

  let drawing = false;
  function update(change: Partial<View>): void {
    view = { ...view, ...change };
    if (drawing) return;
    drawing = true;
    queueMicrotask(() => {
      drawing = false;
      const root = document.getElementById("root");
      if (root) render(<App view={view} />, root);
    });
  }

  function dress(): void {
    const accent = hostAccent ?? view.state.settings?.accentColor ?? DEFAULT_ACCENT;
    applyLook(view.theme, accent);
    host?.tell({ t: "look", accent });
  }

  async function speak(locale: Locale): Promise<void> {
    const words = await loadWords(locale);
    document.documentElement.lang = words.locale;
    update({ locale, words });
  }

  function askIdentity(): Promise<string | null> {
    return new Promise((resolve) => {
      answerIdentity = resolve;
      setTimeout(resolve, IDENTITY_TIMEOUT_MS, null);
      host?.tell({ t: "identify" });
    });
  }

  /** What the host page says of its visitor; again at the next session unless it arrived. */
  function tellProfile(): void {
    const told = profile;
    if (!told) return;
    void chat.introduce(told).then((ack) => {
      if (ack?.ok && profile === told) profile = null;
    });
  }

  function introduce({ invitation, ...said }: Profile): void {
    if (invitation) chat.invited(invitation);
    if (Object.keys(said).length === 0) return;
    profile = said;
    if (chat.state().link === "online") tellProfile();
  }

  function watchVisibility(): void {
    chat.setVisible(view.open && document.visibilityState === "visible");
  }

  function setOpen(open: boolean): void {
    update({ open });
    watchVisibility();
    // Nothing is sent to the server before the visitor wants to talk or has talked before.
    if (open || keep.read().token) chat.connect();
  }

  function logout(): void {
    identifies = false;
    chat.logout();
    profile = null;
    forgetDraft();
    keepPreChatDraft(undefined);
    host?.tell({ t: "token", token: null });
    update({ introduction: "offered", visitor: view.visitor + 1 });
    if (view.open) chat.connect();
  }

  document.addEventListener("visibilitychange", watchVisibility);
  keep.onCleared(logout);
  onSystemTheme(dress);
  fitViewport();
  dress();
  await speak(chooseLocale(init.locale));
  setOpen(init.open);
  hear = (message) => {
    switch (message.t) {
      case "init":
        return;
      case "open":
        return setOpen(true);
      case "closed":
        return setOpen(false);
      case "set":
        if (message.theme) update({ theme: message.theme as Theme });
        if (message.accent) hostAccent = message.accent;
        if (message.locale) void speak(chooseLocale(message.locale));
        return dress();
      case "introduce":
        return introduce(message.profile);
      case "page":
        page = message.page;
        return;
      case "identify":
        identifies = true;
        if (chat.state().link !== "idle") chat.reconnect();
        return;
      case "identity":
        return answerIdentity(message.jwt);
      case "logout":
        return logout();
    }
  };
  for (const message of early) hear(message);
}

/** A phone's keyboard covers the page instead of shrinking it; the chat ends above it. */
function fitViewport(): void {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const fit = (): void =>
    document.documentElement.style.setProperty("--height", `${viewport.height}px`);
  viewport.addEventListener("resize", fit);
  fit();
}
