import type { PreviewedLook } from "@circuito/protocol/look-text";
import { render } from "preact";
import "../app/app.css";
import { reduceChat } from "../app/chat/reduce.ts";
import { type ChatEvent, type ChatState, INITIAL_CHAT } from "../app/chat/state.ts";
import type { Chat } from "../app/create-chat.ts";
import { applyLook } from "../app/look.ts";
import { App } from "../app/ui/app.tsx";
import type { View } from "../app/ui/view.ts";
import { makeUuid } from "../app/uuid.ts";
import { pt, type Words } from "../app/words/pt.ts";
import { chooseLocale, loadWords } from "../app/words.ts";
import { hearLook } from "./hear-look.ts";

/** The chat as it is when a visitor first opens it; what is written stays on this page. */

let state: ChatState = { ...INITIAL_CHAT, link: "online", hours: { open: true, opensAt: null } };

const chat: Chat = {
  state: () => state,
  connect: () => {},
  write: (text) => {
    const clientId = makeUuid();
    happen({ kind: "written", clientId, text, writtenAt: Date.now() });
    happen({ kind: "accepted", clientId });
    return true;
  },
  retry: () => {},
  discard: () => {},
  answer: () => {},
  typing: () => {},
  invited: () => {},
  introduce: async () => ({ ok: true }),
  setVisible: () => {},
  reconnect: () => {},
  logout: () => {},
};

let view: View = {
  state,
  words: pt,
  locale: "pt-BR",
  theme: "light",
  embedded: false,
  // An open chat takes the focus, which is in the form beside this.
  open: false,
  durable: true,
  visitor: 0,
  introduction: "offered",
  announcement: null,
  chat,
  actions: {
    close: () => {},
    setLocale: () => {},
    setTheme: () => {},
    setIntroduction: (introduction) => draw({ introduction }),
    answer: () => draw({ introduction: "answered" }),
  },
};

hearLook(async (look) => {
  applyLook(look.theme, look.accentColor);
  const locale = chooseLocale(look.locale);
  const words = locale === view.locale ? view.words : await loadWords(locale);
  document.documentElement.lang = words.locale;
  state = { ...state, settings: settingsOf(look, words) };
  draw({ state, locale, words, theme: look.theme });
});

const settingsOf = (look: PreviewedLook, words: Words): ChatState["settings"] => ({
  // Not named yet: as a chat is called by itself.
  companyName: look.companyName || words.service,
  accentColor: look.accentColor,
  greeting: look.greeting,
  logo: look.logo,
  identityRequired: false,
  preChat: look.preChat,
});

function happen(event: ChatEvent): void {
  state = reduceChat(state, event);
  draw({ state });
}

function draw(change: Partial<View>): void {
  view = { ...view, ...change };
  const root = document.getElementById("root");
  if (root) render(<App view={view} />, root);
}
