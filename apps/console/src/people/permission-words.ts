import type { Permission } from "@circuito/protocol";
import { type MessageId, t } from "../i18n/translate.ts";

/** What a route does, in plain words; one that has none yet is told in the API's own. */
export function permissionName({ name, summary }: Pick<Permission, "name" | "summary">): string {
  return words(`permission.${name}`) ?? summary;
}

/** Addresses that people do not tell apart from another part's. */
const TOGETHER: Readonly<Record<string, string>> = {
  "archived-queues": "queues",
  "calendar-preview": "calendars",
  "calendar-uses": "calendars",
  "category-order": "categories",
  "channel-weights": "queues",
  drafts: "conversations",
  "hand-overs": "conversations",
  "held-replies": "conversations",
  "inbox-traffic": "inboxes",
  labels: "conversations",
  "list-counts": "conversations",
  mailboxes: "inboxes",
  media: "messages",
  mentions: "conversations",
  offers: "conversations",
  "password-link": "session",
  permissions: "people",
  "sla-policy-trial": "sla-policies",
  "take-next": "conversations",
  "taken-back": "conversations",
};

export const areaOf = ({ area }: Pick<Permission, "area">): string => TOGETHER[area] ?? area;

/** A part of the API, by the first word of its addresses. */
export const areaName = (area: string): string => words(`permissionArea.${area}`) ?? area;

function words(id: string): string | undefined {
  // An id without words is said as it is.
  const said = t(id as MessageId);
  return said === id ? undefined : said;
}
