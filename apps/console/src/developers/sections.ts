import {
  Braces,
  Gauge,
  KeyRound,
  type LucideIcon,
  MessageSquareDashed,
  Rocket,
  Route,
  ScrollText,
  Webhook,
} from "lucide-react";
import type { MessageId } from "../i18n/translate.ts";

export interface DeveloperSection {
  readonly id: string;
  readonly path: `/settings/${string}`;
  readonly icon: LucideIcon;
  readonly title: MessageId;
}

export const DEVELOPERS = "/settings/developers";

/** The pages for who writes programs, in the order in which they are met. */
export const DEVELOPER_SECTIONS: readonly DeveloperSection[] = [
  { id: "start", path: DEVELOPERS, icon: Rocket, title: "developers.start" },
  { id: "keys", path: "/settings/api-keys", icon: KeyRound, title: "developers.keys" },
  { id: "routes", path: `${DEVELOPERS}/routes`, icon: Route, title: "developers.routes" },
  { id: "events", path: `${DEVELOPERS}/events`, icon: Braces, title: "developers.events" },
  { id: "webhooks", path: "/settings/webhooks", icon: Webhook, title: "developers.webhooks" },
  { id: "limits", path: `${DEVELOPERS}/limits`, icon: Gauge, title: "developers.limits" },
  {
    id: "sandbox",
    path: `${DEVELOPERS}/sandbox`,
    icon: MessageSquareDashed,
    title: "developers.sandbox",
  },
  { id: "changes", path: `${DEVELOPERS}/changes`, icon: ScrollText, title: "developers.changes" },
];
