/** Where an inbox has its page depends on its channel. */
export type ChannelOf = (inboxId: string) => string | undefined;

const PAGES: Readonly<Record<string, (id: string) => string>> = {
  agents: (id) => `/settings/people/${id}`,
  alerts: (id) => `/settings/alerts/${id}`,
  articles: (id) => `/knowledge/${id}`,
  calendars: (id) => `/settings/hours/${id}`,
  categories: (id) => `/settings/categories/${id}`,
  contacts: (id) => `/contacts/${id}`,
  conversations: (id) => `/inbox/${id}`,
  people: (id) => `/settings/people/${id}`,
  procedures: (id) => `/settings/procedures/${id}`,
  queues: (id) => `/settings/queues/${id}`,
  "report-schedules": (id) => `/reports/schedules/${id}`,
  "sla-policies": (id) => `/settings/sla/${id}`,
  webhooks: (id) => `/settings/webhooks/${id}`,
};

/** Of these there is one page for all. */
const ONE_PAGE: Readonly<Record<string, string>> = {
  "api-keys": "/settings/api-keys",
  "confirmation-policies": "/settings/confirmation",
  "own-mail": "/settings/own-mail",
  routing: "/settings/routing",
  surveys: "/settings/surveys",
};

/** The page of what an entry is about, if there is one; what was deleted has none. */
export function placeOf(
  { object, action }: { readonly object: string | null; readonly action: string },
  channelOf: ChannelOf,
): string | undefined {
  const [kind = "", id] = object?.split("/") ?? [];
  if (action.startsWith("delete")) return undefined;
  const one = ONE_PAGE[kind];
  if (one !== undefined || id === undefined) return one;
  if (kind !== "inboxes") return PAGES[kind]?.(id);
  const channel = channelOf(id);
  return channel && `/settings/channels/${channel}/${id}`;
}
