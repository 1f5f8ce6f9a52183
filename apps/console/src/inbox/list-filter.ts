import type { ListFilterView } from "@circuito/protocol";
import type { ListGroup, ListOrder } from "@circuito/protocol/list-text";
import type { ListFilter } from "../api/client.ts";
import type { InboxSearch } from "../workspace/routes.ts";

/** What narrows a list beside its place and its stretch, in the order in which it is shown. */
export const FILTERS = [
  "owner",
  "channel",
  "label",
  "priority",
  "wait",
  "segment",
  "unread",
  "following",
] as const satisfies (keyof InboxSearch)[];
export type FilterName = (typeof FILTERS)[number];

/** A queue is read by whether somebody has it, everything else by whose turn it is. */
export const QUEUE_GROUPS = ["queued", "in-service", "resolved"] as const satisfies ListGroup[];
export const TURN_GROUPS = ["to-do", "waiting", "resolved"] as const satisfies ListGroup[];

/** What was put off waits, and is nothing else. */
const SNOOZED_GROUPS = ["waiting"] as const satisfies ListGroup[];

export function groupsOf(search: InboxSearch): readonly ListGroup[] {
  if (search.snoozed) return SNOOZED_GROUPS;
  return search.queue === undefined ? TURN_GROUPS : QUEUE_GROUPS;
}

export function groupOf(search: InboxSearch): ListGroup {
  const groups = groupsOf(search);
  return groups.find((group) => group === search.group) ?? groups[0] ?? "to-do";
}

/** What is worked on comes as it breaks; what is over, or waits for others, the newest first. */
export function orderOf(search: InboxSearch): ListOrder {
  const group = groupOf(search);
  return search.order ?? (group === "to-do" || group === "queued" ? "next-breach" : "newest");
}

/** The list that an address shows, as the server is asked for it. */
export function filterOf(search: InboxSearch): ListFilter {
  const group = groupOf(search);
  const { queue, owner, q, channel, label, priority, segment, wait, unread, following, snoozed } =
    search;
  return present({
    group,
    status: snoozed ? ("snoozed" as const) : undefined,
    queueId: queue,
    assigneeId: owner,
    channel,
    label,
    priority,
    segment,
    waitingMinutes: wait,
    unread,
    following,
    // What is over comes by when it was, unless something else is asked for.
    order: group === "resolved" && search.order === undefined ? undefined : orderOf(search),
    search: q,
  });
}

/** What a saved view keeps of an address: everything but what was searched and looked at. */
export function viewOf(search: InboxSearch): ListFilterView {
  const { search: _words, ...filter } = filterOf(search);
  return filter;
}

/** The address of a saved view. */
export function searchOf(filter: ListFilterView, view: string): InboxSearch {
  const { queueId, assigneeId, waitingMinutes, unread, following, status, ...same } = filter;
  const search: InboxSearch = present({
    ...same,
    queue: queueId,
    owner: assigneeId,
    wait: waitingMinutes,
    unread: unread || undefined,
    following: following || undefined,
    snoozed: status === "snoozed" || undefined,
    view,
  });
  return search;
}

/** The same list without what narrows it. */
export function withoutFilters(search: InboxSearch): InboxSearch {
  const kept = Object.entries(search).filter(
    ([name]) => !(FILTERS as readonly string[]).includes(name) && name !== "view",
  );
  return Object.fromEntries(kept);
}

/** Whose the list is, is a place in the navigation; with a queue, or as a person's, it narrows. */
export function activeFilters(search: InboxSearch): readonly FilterName[] {
  return FILTERS.filter((name) => {
    if (search[name] === undefined) return false;
    if (name === "following" && search.view === undefined) return false;
    if (name !== "owner") return true;
    return search.queue !== undefined || (search.owner !== "me" && search.owner !== "none");
  });
}

type Present<T> = { readonly [K in keyof T]: Exclude<T[K], undefined> };

function present<T extends object>(value: T): Present<T> {
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries) as Present<T>;
}
