import { type Messages, setupI18n } from "@lingui/core";
import { useCallback, useSyncExternalStore } from "react";
import type alerts from "./catalogs/alerts.pt-BR.json";
import type announcements from "./catalogs/announcements.pt-BR.json";
import type attendants from "./catalogs/attendants.pt-BR.json";
import type audit from "./catalogs/audit.pt-BR.json";
import type begin from "./catalogs/begin.pt-BR.json";
import type board from "./catalogs/board.pt-BR.json";
import type categories from "./catalogs/categories.pt-BR.json";
import type channels from "./catalogs/channels.pt-BR.json";
import type chat from "./catalogs/chat.pt-BR.json";
import type confirmations from "./catalogs/confirmations.pt-BR.json";
import type contacts from "./catalogs/contacts.pt-BR.json";
import type developers from "./catalogs/developers.pt-BR.json";
import type failures from "./catalogs/failures.pt-BR.json";
import type hours from "./catalogs/hours.pt-BR.json";
import type installation from "./catalogs/installation.pt-BR.json";
import type knowledge from "./catalogs/knowledge.pt-BR.json";
import type layers from "./catalogs/layers.pt-BR.json";
import type lists from "./catalogs/lists.pt-BR.json";
import type macros from "./catalogs/macros.pt-BR.json";
import type mail from "./catalogs/mail.pt-BR.json";
import type people from "./catalogs/people.pt-BR.json";
import type preferences from "./catalogs/preferences.pt-BR.json";
import type procedures from "./catalogs/procedures.pt-BR.json";
import portuguese from "./catalogs/pt-BR.json";
import type queues from "./catalogs/queues.pt-BR.json";
import type reportSchedules from "./catalogs/report-schedules.pt-BR.json";
import type reports from "./catalogs/reports.pt-BR.json";
import type roles from "./catalogs/roles.pt-BR.json";
import type routing from "./catalogs/routing.pt-BR.json";
import type search from "./catalogs/search.pt-BR.json";
import type settings from "./catalogs/settings.pt-BR.json";
import type sla from "./catalogs/sla.pt-BR.json";
import type surveys from "./catalogs/surveys.pt-BR.json";
import type timeline from "./catalogs/timeline.pt-BR.json";
import type triage from "./catalogs/triage.pt-BR.json";
import type voice from "./catalogs/voice.pt-BR.json";
import type webhooks from "./catalogs/webhooks.pt-BR.json";
import type writing from "./catalogs/writing.pt-BR.json";

/** pt-BR is the reference: every id exists there, and a test compares the others with it. */
export type MessageId =
  | keyof typeof triage
  | keyof typeof categories
  | keyof typeof announcements
  | keyof typeof attendants
  | keyof typeof begin
  | keyof typeof board
  | keyof typeof channels
  | keyof typeof chat
  | keyof typeof confirmations
  | keyof typeof surveys
  | keyof typeof contacts
  | keyof typeof failures
  | keyof typeof hours
  | keyof typeof audit
  | keyof typeof installation
  | keyof typeof developers
  | keyof typeof knowledge
  | keyof typeof layers
  | keyof typeof lists
  | keyof typeof macros
  | keyof typeof mail
  | keyof typeof people
  | keyof typeof portuguese
  | keyof typeof procedures
  | keyof typeof queues
  | keyof typeof reports
  | keyof typeof reportSchedules
  | keyof typeof roles
  | keyof typeof preferences
  | keyof typeof routing
  | keyof typeof search
  | keyof typeof settings
  | keyof typeof sla
  | keyof typeof timeline
  | keyof typeof voice
  | keyof typeof alerts
  | keyof typeof webhooks
  | keyof typeof writing;
export type Locale = "pt-BR" | "en" | "es";
export type Translate = (id: MessageId, values?: Readonly<Record<string, unknown>>) => string;

export const LOCALES: readonly { readonly id: Locale; readonly name: string }[] = [
  { id: "pt-BR", name: "Português" },
  { id: "en", name: "English" },
  { id: "es", name: "Español" },
];

// Compiled to arrays by the build; here they still look like the text they are written as.
const i18n = setupI18n({ locale: "pt-BR", messages: { "pt-BR": portuguese as Messages } });

const LOADERS: Readonly<Record<Exclude<Locale, "pt-BR">, () => Promise<{ default: unknown }>>> = {
  en: () => import("./catalogs/en.json"),
  es: () => import("./catalogs/es.json"),
};

/** Words that only some screens say: they come with these screens, not with the page. */
export type Part =
  | "triage"
  | "categories"
  | "announcements"
  | "attendants"
  | "begin"
  | "board"
  | "failures"
  | "channels"
  | "chat"
  | "confirmations"
  | "surveys"
  | "contacts"
  | "developers"
  | "hours"
  | "audit"
  | "installation"
  | "knowledge"
  | "layers"
  | "lists"
  | "macros"
  | "mail"
  | "people"
  | "procedures"
  | "queues"
  | "reports"
  | "report-schedules"
  | "roles"
  | "preferences"
  | "routing"
  | "search"
  | "settings"
  | "sla"
  | "timeline"
  | "voice"
  | "alerts"
  | "webhooks"
  | "writing";

const PARTS: Readonly<Record<Part, Readonly<Record<Locale, () => Promise<{ default: unknown }>>>>> =
  {
    triage: {
      "pt-BR": () => import("./catalogs/triage.pt-BR.json"),
      en: () => import("./catalogs/triage.en.json"),
      es: () => import("./catalogs/triage.es.json"),
    },
    categories: {
      "pt-BR": () => import("./catalogs/categories.pt-BR.json"),
      en: () => import("./catalogs/categories.en.json"),
      es: () => import("./catalogs/categories.es.json"),
    },
    announcements: {
      "pt-BR": () => import("./catalogs/announcements.pt-BR.json"),
      en: () => import("./catalogs/announcements.en.json"),
      es: () => import("./catalogs/announcements.es.json"),
    },
    begin: {
      "pt-BR": () => import("./catalogs/begin.pt-BR.json"),
      en: () => import("./catalogs/begin.en.json"),
      es: () => import("./catalogs/begin.es.json"),
    },
    board: {
      "pt-BR": () => import("./catalogs/board.pt-BR.json"),
      en: () => import("./catalogs/board.en.json"),
      es: () => import("./catalogs/board.es.json"),
    },
    confirmations: {
      "pt-BR": () => import("./catalogs/confirmations.pt-BR.json"),
      en: () => import("./catalogs/confirmations.en.json"),
      es: () => import("./catalogs/confirmations.es.json"),
    },
    surveys: {
      "pt-BR": () => import("./catalogs/surveys.pt-BR.json"),
      en: () => import("./catalogs/surveys.en.json"),
      es: () => import("./catalogs/surveys.es.json"),
    },
    failures: {
      "pt-BR": () => import("./catalogs/failures.pt-BR.json"),
      en: () => import("./catalogs/failures.en.json"),
      es: () => import("./catalogs/failures.es.json"),
    },
    attendants: {
      "pt-BR": () => import("./catalogs/attendants.pt-BR.json"),
      en: () => import("./catalogs/attendants.en.json"),
      es: () => import("./catalogs/attendants.es.json"),
    },
    channels: {
      "pt-BR": () => import("./catalogs/channels.pt-BR.json"),
      en: () => import("./catalogs/channels.en.json"),
      es: () => import("./catalogs/channels.es.json"),
    },
    macros: {
      "pt-BR": () => import("./catalogs/macros.pt-BR.json"),
      en: () => import("./catalogs/macros.en.json"),
      es: () => import("./catalogs/macros.es.json"),
    },
    mail: {
      "pt-BR": () => import("./catalogs/mail.pt-BR.json"),
      en: () => import("./catalogs/mail.en.json"),
      es: () => import("./catalogs/mail.es.json"),
    },
    developers: {
      "pt-BR": () => import("./catalogs/developers.pt-BR.json"),
      en: () => import("./catalogs/developers.en.json"),
      es: () => import("./catalogs/developers.es.json"),
    },
    knowledge: {
      "pt-BR": () => import("./catalogs/knowledge.pt-BR.json"),
      en: () => import("./catalogs/knowledge.en.json"),
      es: () => import("./catalogs/knowledge.es.json"),
    },
    layers: {
      "pt-BR": () => import("./catalogs/layers.pt-BR.json"),
      en: () => import("./catalogs/layers.en.json"),
      es: () => import("./catalogs/layers.es.json"),
    },
    lists: {
      "pt-BR": () => import("./catalogs/lists.pt-BR.json"),
      en: () => import("./catalogs/lists.en.json"),
      es: () => import("./catalogs/lists.es.json"),
    },
    chat: {
      "pt-BR": () => import("./catalogs/chat.pt-BR.json"),
      en: () => import("./catalogs/chat.en.json"),
      es: () => import("./catalogs/chat.es.json"),
    },
    contacts: {
      "pt-BR": () => import("./catalogs/contacts.pt-BR.json"),
      en: () => import("./catalogs/contacts.en.json"),
      es: () => import("./catalogs/contacts.es.json"),
    },
    audit: {
      "pt-BR": () => import("./catalogs/audit.pt-BR.json"),
      en: () => import("./catalogs/audit.en.json"),
      es: () => import("./catalogs/audit.es.json"),
    },
    installation: {
      "pt-BR": () => import("./catalogs/installation.pt-BR.json"),
      en: () => import("./catalogs/installation.en.json"),
      es: () => import("./catalogs/installation.es.json"),
    },
    preferences: {
      "pt-BR": () => import("./catalogs/preferences.pt-BR.json"),
      en: () => import("./catalogs/preferences.en.json"),
      es: () => import("./catalogs/preferences.es.json"),
    },
    routing: {
      "pt-BR": () => import("./catalogs/routing.pt-BR.json"),
      en: () => import("./catalogs/routing.en.json"),
      es: () => import("./catalogs/routing.es.json"),
    },
    search: {
      "pt-BR": () => import("./catalogs/search.pt-BR.json"),
      en: () => import("./catalogs/search.en.json"),
      es: () => import("./catalogs/search.es.json"),
    },
    hours: {
      "pt-BR": () => import("./catalogs/hours.pt-BR.json"),
      en: () => import("./catalogs/hours.en.json"),
      es: () => import("./catalogs/hours.es.json"),
    },
    people: {
      "pt-BR": () => import("./catalogs/people.pt-BR.json"),
      en: () => import("./catalogs/people.en.json"),
      es: () => import("./catalogs/people.es.json"),
    },
    procedures: {
      "pt-BR": () => import("./catalogs/procedures.pt-BR.json"),
      en: () => import("./catalogs/procedures.en.json"),
      es: () => import("./catalogs/procedures.es.json"),
    },
    queues: {
      "pt-BR": () => import("./catalogs/queues.pt-BR.json"),
      en: () => import("./catalogs/queues.en.json"),
      es: () => import("./catalogs/queues.es.json"),
    },
    reports: {
      "pt-BR": () => import("./catalogs/reports.pt-BR.json"),
      en: () => import("./catalogs/reports.en.json"),
      es: () => import("./catalogs/reports.es.json"),
    },
    "report-schedules": {
      "pt-BR": () => import("./catalogs/report-schedules.pt-BR.json"),
      en: () => import("./catalogs/report-schedules.en.json"),
      es: () => import("./catalogs/report-schedules.es.json"),
    },
    roles: {
      "pt-BR": () => import("./catalogs/roles.pt-BR.json"),
      en: () => import("./catalogs/roles.en.json"),
      es: () => import("./catalogs/roles.es.json"),
    },
    sla: {
      "pt-BR": () => import("./catalogs/sla.pt-BR.json"),
      en: () => import("./catalogs/sla.en.json"),
      es: () => import("./catalogs/sla.es.json"),
    },
    settings: {
      "pt-BR": () => import("./catalogs/settings.pt-BR.json"),
      en: () => import("./catalogs/settings.en.json"),
      es: () => import("./catalogs/settings.es.json"),
    },
    timeline: {
      "pt-BR": () => import("./catalogs/timeline.pt-BR.json"),
      en: () => import("./catalogs/timeline.en.json"),
      es: () => import("./catalogs/timeline.es.json"),
    },
    alerts: {
      "pt-BR": () => import("./catalogs/alerts.pt-BR.json"),
      en: () => import("./catalogs/alerts.en.json"),
      es: () => import("./catalogs/alerts.es.json"),
    },
    webhooks: {
      "pt-BR": () => import("./catalogs/webhooks.pt-BR.json"),
      en: () => import("./catalogs/webhooks.en.json"),
      es: () => import("./catalogs/webhooks.es.json"),
    },
    voice: {
      "pt-BR": () => import("./catalogs/voice.pt-BR.json"),
      en: () => import("./catalogs/voice.en.json"),
      es: () => import("./catalogs/voice.es.json"),
    },
    writing: {
      "pt-BR": () => import("./catalogs/writing.pt-BR.json"),
      en: () => import("./catalogs/writing.en.json"),
      es: () => import("./catalogs/writing.es.json"),
    },
  };

const learned = new Set<Part>();

/** To be awaited by the loader of a screen, before it is drawn. */
export async function learn(part: Part): Promise<void> {
  learned.add(part);
  let locale: Locale;
  do {
    locale = currentLocale();
    await loadPart(part, locale);
    // Another language was chosen meanwhile.
  } while (locale !== currentLocale());
}

async function loadPart(part: Part, locale: Locale): Promise<void> {
  const catalog = await PARTS[part][locale]();
  i18n.load(locale, catalog.default as Messages);
}

/** Fetches the words if need be and speaks them from now on. */
export async function speak(locale: Locale): Promise<void> {
  if (locale !== "pt-BR") {
    const catalog = await LOADERS[locale]();
    i18n.load(locale, catalog.default as Messages);
  }
  await Promise.all([...learned].map((part) => loadPart(part, locale)));
  i18n.activate(locale);
  document.documentElement.lang = locale;
}

export const currentLocale = (): Locale => i18n.locale as Locale;

/** What is said under names that begin so, of the parts that are here. */
export const namesUnder = (beginning: string): readonly string[] =>
  Object.keys(i18n.messages).flatMap((id) =>
    id.startsWith(beginning) ? id.slice(beginning.length) : [],
  );

export const t: Translate = (id, values) => i18n.t({ id, values: { ...values } });

const subscribe = (listener: () => void) => i18n.on("change", listener);

/** `t` for components: they are drawn again when the language changes. */
export function useT(): Translate {
  const locale = useLocale();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new language is a new function
  return useCallback<Translate>((id, values) => t(id, values), [locale]);
}

export function useLocale(): Locale {
  return useSyncExternalStore(subscribe, currentLocale);
}
