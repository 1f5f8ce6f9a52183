import {
  LIST_GROUPS,
  LIST_ORDERS,
  type ListGroup,
  type ListOrder,
  PRIORITY_NAMES,
  type PriorityName,
} from "@circuito/protocol/list-text";

/** What the address says about the inbox; absent means the default, so that addresses stay short. */
export interface InboxSearch {
  readonly group?: ListGroup;
  readonly queue?: string;
  /** A person's id, or one of these words. */
  readonly owner?: "me" | "none" | string;
  readonly q?: string;
  readonly channel?: string;
  readonly label?: string;
  readonly priority?: PriorityName;
  readonly segment?: string;
  /** Minutes that the customer has waited, or more. */
  readonly wait?: number;
  readonly unread?: true;
  readonly following?: true;
  /** Only what was put off. */
  readonly snoozed?: true;
  readonly order?: ListOrder;
  /** The saved view that this is. */
  readonly view?: string;
  /** Reading without taking. */
  readonly peek?: true;
}

/** What the reader put off. */
export const SNOOZED = { owner: "me", snoozed: true } as const satisfies InboxSearch;

/** As the server takes them. */
const WORD_LENGTH_MAX = {
  q: 120,
  owner: 40,
  channel: 40,
  label: 40,
  segment: 64,
  view: 40,
} as const;

/** Reads an address somebody may have typed: what makes no sense is left out. */
export function readInboxSearch(raw: Readonly<Record<string, unknown>>): InboxSearch {
  const { queue, wait, unread, following, snoozed, peek } = raw;
  const words = Object.fromEntries(
    Object.entries(WORD_LENGTH_MAX).flatMap(([name, max]) => {
      const word = raw[name];
      return word === undefined || word === "" ? [] : [[name, String(word).slice(0, max)]];
    }),
  );
  const minutes = Number(wait);
  return {
    ...words,
    ...(typeof queue === "string" && queue !== "" ? { queue } : {}),
    ...oneOf("group", raw, LIST_GROUPS.slice(1)),
    ...oneOf("priority", raw, PRIORITY_NAMES),
    ...oneOf("order", raw, LIST_ORDERS),
    ...(Number.isInteger(minutes) && minutes > 0 ? { wait: minutes } : {}),
    ...(isYes(unread) ? { unread: true as const } : {}),
    ...(isYes(following) ? { following: true as const } : {}),
    ...(isYes(snoozed) ? { snoozed: true as const } : {}),
    ...(isYes(peek) ? { peek: true as const } : {}),
  };
}

const isYes = (value: unknown) => value === true || value === "true";

function oneOf<Name extends string, Word extends string>(
  name: Name,
  raw: Readonly<Record<string, unknown>>,
  words: readonly Word[],
): { readonly [N in Name]?: Word } {
  const found = words.find((word) => word === raw[name]);
  return found === undefined ? {} : ({ [name]: found } as { [N in Name]: Word });
}

export function inboxHref(search: InboxSearch, conversationId?: string): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) params.set(name, String(value));
  const query = params.size === 0 ? "" : `?${params}`;
  return `/inbox${conversationId === undefined ? "" : `/${conversationId}`}${query}`;
}
