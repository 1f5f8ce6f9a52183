import { type Appearance, applyAppearance } from "@circuito/ui";
import { create } from "zustand";
import { type Locale, speak } from "../i18n/translate.ts";
import {
  NOTIFICATION_DEFAULTS,
  type NotificationChoices,
} from "../notifications/notification-choices.ts";

/** Choices of the person at this computer; nothing that the server needs to know. */
export interface Preferences extends Appearance {
  readonly locale: Locale;
  readonly isContextOpen: boolean;
  /** Sections beside a conversation in the order somebody gave them; empty: as they come. */
  readonly contextOrder: readonly string[];
  /** Those that were closed. */
  readonly contextClosed: readonly string[];
  /** Where to go after the open conversation left the list. */
  readonly afterAction: "next" | "previous" | "list" | "stay";
  /** The first key typed in an unassigned conversation's reply takes it. */
  readonly claimsOnTyping: boolean;
  readonly enterSends: boolean;
  /** How long a reply may be taken back, 0 to 30: by mail, and elsewhere. */
  readonly undoMailSeconds: number;
  readonly undoChatSeconds: number;
  /** Single letters can be turned off: speech input types them by accident (WCAG 2.1.4). */
  readonly hasLetterShortcuts: boolean;
  /** Keys chosen instead of ours, by the id of what they do. */
  readonly keys: Readonly<Record<string, string>>;
  readonly notifications: NotificationChoices;
  /** An admin who does not want to see the first steps of the installation. */
  readonly isSetupHidden: boolean;
  /** Somebody has heard whether this browser plays sounds, or does not care. */
  readonly isSoundTested: boolean;
}

const KEY = "circuito.preferences";

const DEFAULTS: Preferences = {
  locale: "pt-BR",
  theme: "system",
  density: "default",
  textSize: "default",
  contrast: "default",
  isContextOpen: true,
  contextOrder: [],
  // Opening it asks for its figures.
  contextClosed: ["promises", "articles"],
  afterAction: "next",
  claimsOnTyping: true,
  enterSends: true,
  undoMailSeconds: 8,
  undoChatSeconds: 0,
  hasLetterShortcuts: true,
  keys: {},
  notifications: NOTIFICATION_DEFAULTS,
  isSetupHidden: false,
  isSoundTested: false,
};

export const usePreferences = create<Preferences>(() => {
  const kept = stored();
  // A kind of news that is newer than what was kept has its default.
  const notifications = { ...DEFAULTS.notifications, ...kept.notifications };
  return { ...DEFAULTS, ...kept, notifications };
});

export function prefer(change: Partial<Preferences>): void {
  usePreferences.setState(change);
  const preferences = usePreferences.getState();
  applyAppearance(preferences, document.documentElement);
  if (change.locale !== undefined) void speak(change.locale);
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Storage may be forbidden: the choice lasts as long as the page.
  }
}

/** Before the first paint, so that nothing flashes in the wrong colours or words. */
export async function applyPreferences(): Promise<void> {
  const preferences = usePreferences.getState();
  applyAppearance(preferences, document.documentElement);
  await speak(preferences.locale).catch(() => speak("pt-BR"));
}

function stored(): Partial<Preferences> {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? {} : (JSON.parse(text) as Partial<Preferences>);
  } catch {
    return {};
  }
}
