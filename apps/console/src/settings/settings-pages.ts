import type { AgentRole } from "@circuito/protocol";
import {
  Bell,
  BellRing,
  BookOpen,
  Cable,
  CalendarClock,
  CircleHelp,
  CircleUserRound,
  Code,
  FastForward,
  Gauge,
  Keyboard,
  KeyRound,
  ListChecks,
  type LucideIcon,
  Mail,
  MessageCircleQuestionMark,
  Route,
  ScrollText,
  ShieldCheck,
  Split,
  Star,
  Stethoscope,
  Tags,
  Timer,
  Users,
  Waypoints,
  Webhook,
  Zap,
} from "lucide-react";
import type { MessageId } from "../i18n/translate.ts";

/** The sections of the index, in the order in which an installation is set up. */
export const SETTINGS_GROUPS = ["channels", "service", "people", "installation"] as const;
export type SettingsGroup = (typeof SETTINGS_GROUPS)[number];

export interface SettingsPageEntry {
  readonly id: string;
  readonly group: SettingsGroup;
  readonly path: `/settings/${string}`;
  readonly icon: LucideIcon;
  readonly title: MessageId;
  /** What else somebody may look for: "horário", "feriado"; commas between. */
  readonly words: MessageId;
  /** Whoever is less sees neither the page nor its entry. */
  readonly role: AgentRole;
}

/** Every page of the settings: the index lists it, its search finds it, the palette leads there. */
export const SETTINGS_PAGES: readonly SettingsPageEntry[] = [
  {
    id: "channels",
    group: "channels",
    path: "/settings/channels",
    icon: Cable,
    title: "nav.channels",
    words: "settings.words.channels",
    role: "admin",
  },
  {
    id: "attendants",
    group: "channels",
    path: "/settings/attendants",
    icon: MessageCircleQuestionMark,
    title: "settings.attendants",
    words: "settings.words.attendants",
    role: "admin",
  },
  {
    id: "routing",
    group: "service",
    path: "/settings/routing",
    icon: Route,
    title: "settings.routing",
    words: "settings.words.routing",
    role: "supervisor",
  },
  {
    id: "quick-replies",
    group: "service",
    path: "/settings/quick-replies",
    icon: Zap,
    title: "nav.quickReplies",
    words: "settings.words.quickReplies",
    role: "agent",
  },
  {
    id: "macros",
    group: "service",
    path: "/settings/macros",
    icon: FastForward,
    title: "nav.macros",
    words: "settings.words.macros",
    role: "agent",
  },
  {
    id: "knowledge",
    group: "service",
    path: "/settings/knowledge",
    icon: BookOpen,
    title: "settings.page.knowledge",
    words: "settings.words.knowledge",
    role: "agent",
  },
  {
    id: "procedures",
    group: "service",
    path: "/settings/procedures",
    icon: ListChecks,
    title: "settings.page.procedures",
    words: "settings.words.procedures",
    role: "supervisor",
  },
  {
    id: "queues",
    group: "service",
    path: "/settings/queues",
    icon: Waypoints,
    title: "settings.page.queues",
    words: "settings.words.queues",
    role: "admin",
  },
  {
    id: "categories",
    group: "service",
    path: "/settings/categories",
    icon: Tags,
    title: "settings.categories",
    words: "settings.words.categories",
    role: "admin",
  },
  {
    id: "triage",
    group: "service",
    path: "/settings/triage",
    icon: Split,
    title: "nav.triage",
    words: "settings.words.triage",
    role: "admin",
  },
  {
    id: "hours",
    group: "service",
    path: "/settings/hours",
    icon: CalendarClock,
    title: "settings.page.hours",
    words: "settings.words.hours",
    role: "admin",
  },
  {
    id: "sla",
    group: "service",
    path: "/settings/sla",
    icon: Timer,
    title: "settings.page.sla",
    words: "settings.words.sla",
    role: "admin",
  },
  {
    id: "confirmation",
    group: "service",
    path: "/settings/confirmation",
    icon: CircleHelp,
    title: "settings.confirmation",
    words: "settings.words.confirmation",
    role: "admin",
  },
  {
    id: "surveys",
    group: "service",
    path: "/settings/surveys",
    icon: Star,
    title: "settings.surveys",
    words: "settings.words.surveys",
    role: "admin",
  },
  {
    id: "presence",
    group: "service",
    path: "/settings/presence",
    icon: Gauge,
    title: "settings.page.presence",
    words: "settings.words.presence",
    role: "admin",
  },
  {
    id: "people",
    group: "people",
    path: "/settings/people",
    icon: Users,
    title: "settings.page.people",
    words: "settings.words.people",
    role: "admin",
  },
  {
    id: "roles",
    group: "people",
    path: "/settings/roles",
    icon: ShieldCheck,
    title: "settings.page.roles",
    words: "settings.words.roles",
    role: "agent",
  },
  {
    id: "account",
    group: "people",
    path: "/settings/account",
    icon: CircleUserRound,
    title: "settings.page.account",
    words: "settings.words.account",
    role: "agent",
  },
  {
    id: "developers",
    group: "installation",
    path: "/settings/developers",
    icon: Code,
    title: "settings.developers",
    words: "settings.words.developers",
    role: "admin",
  },
  {
    id: "api-keys",
    group: "installation",
    path: "/settings/api-keys",
    icon: KeyRound,
    title: "settings.apiKeys",
    words: "settings.words.apiKeys",
    role: "admin",
  },
  {
    id: "alerts",
    group: "installation",
    path: "/settings/alerts",
    icon: BellRing,
    title: "settings.alerts",
    words: "settings.words.alerts",
    role: "admin",
  },
  {
    id: "own-mail",
    group: "installation",
    path: "/settings/own-mail",
    icon: Mail,
    title: "settings.ownMail",
    words: "settings.words.ownMail",
    role: "admin",
  },
  {
    id: "webhooks",
    group: "installation",
    path: "/settings/webhooks",
    icon: Webhook,
    title: "settings.webhooks",
    words: "settings.words.webhooks",
    role: "admin",
  },
  {
    id: "audit",
    group: "installation",
    path: "/settings/audit",
    icon: ScrollText,
    title: "settings.audit",
    words: "settings.words.audit",
    role: "admin",
  },
  {
    id: "diagnostics",
    group: "installation",
    path: "/settings/diagnostics",
    icon: Stethoscope,
    title: "settings.diagnostics",
    words: "settings.words.diagnostics",
    role: "admin",
  },
  {
    id: "notifications",
    group: "people",
    path: "/settings/notifications",
    icon: Bell,
    title: "settings.page.notifications",
    words: "settings.words.notifications",
    role: "agent",
  },
  {
    id: "shortcuts",
    group: "people",
    path: "/settings/shortcuts",
    icon: Keyboard,
    title: "settings.page.shortcuts",
    words: "settings.words.shortcuts",
    role: "agent",
  },
];

/** The least role of a page that is everybody's. */
export const EVERYBODY: AgentRole = "agent";

const RANK: Readonly<Record<AgentRole, number>> = { agent: 0, supervisor: 1, admin: 2 };

export const mayOpen = (role: AgentRole, page: Pick<SettingsPageEntry, "role">): boolean =>
  RANK[role] >= RANK[page.role];

export const settingsPagesFor = (role: AgentRole): readonly SettingsPageEntry[] =>
  SETTINGS_PAGES.filter((page) => mayOpen(role, page));
