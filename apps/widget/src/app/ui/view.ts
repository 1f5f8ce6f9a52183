import type { Theme } from "../../shared/bridge-messages.ts";
import type { Answers, ChatState } from "../chat/state.ts";
import type { Announcement } from "../choose-announcement.ts";
import type { Chat } from "../create-chat.ts";
import type { Words } from "../words/pt.ts";
import type { Locale } from "../words.ts";

/** All that the screen is drawn from. */
export interface View {
  readonly state: ChatState;
  readonly words: Words;
  readonly locale: Locale;
  readonly theme: Theme;
  /** Inside a host page, which can close it; otherwise the chat is the whole page. */
  readonly embedded: boolean;
  readonly open: boolean;
  /** The browser keeps the conversation between pages. */
  readonly durable: boolean;
  /** Counts the people at this browser: what one typed is not for the next. */
  readonly visitor: number;
  /** `answered`: the form before the chat is filled in and goes with the first words. */
  readonly introduction: "offered" | "asked" | "saved" | "answered" | "done";
  readonly announcement: { readonly id: number; readonly what: Announcement } | null;
  readonly chat: Chat;
  readonly actions: {
    close(): void;
    setLocale(locale: Locale): void;
    setTheme(theme: Theme): void;
    setIntroduction(introduction: View["introduction"]): void;
    /** The form before the chat is filled in. */
    answer(answers: Answers): void;
  };
}
