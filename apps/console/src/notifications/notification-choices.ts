/** What somebody may want to be told of, the most personal first. */
export const NEWS_KINDS = ["assigned", "message", "mention", "sla", "queue"] as const;
export type NewsKind = (typeof NEWS_KINDS)[number];

/** By what: heard, seen on the desktop while the page is hidden, counted in the tab's title. */
export const NEWS_WAYS = ["sound", "desktop", "badge"] as const;
export type NewsWay = (typeof NEWS_WAYS)[number];

export type NotificationChoices = Readonly<Record<NewsKind, readonly NewsWay[]>>;

/** New people hear what is theirs, and are not called by what is everybody's. */
export const NOTIFICATION_DEFAULTS: NotificationChoices = {
  assigned: ["sound", "desktop", "badge"],
  message: ["sound", "desktop", "badge"],
  mention: ["sound", "desktop", "badge"],
  sla: ["sound", "desktop", "badge"],
  queue: [],
};
