import type { Group } from "../api/client.ts";

/** What the address says about the inbox; absent means the default, so that addresses stay short. */
export interface InboxSearch {
  readonly group?: Exclude<Group, "to-do">;
  readonly queue?: string;
  readonly owner?: "me" | "none";
  readonly q?: string;
  /** Reading without taking. */
  readonly peek?: true;
}

/** Reads an address somebody may have typed: what makes no sense is left out. */
export function readInboxSearch(raw: Readonly<Record<string, unknown>>): InboxSearch {
  const { group, queue, owner, q, peek } = raw;
  return {
    ...(group === "waiting" || group === "resolved" ? { group } : {}),
    ...(typeof queue === "string" && queue !== "" ? { queue } : {}),
    ...(owner === "me" || owner === "none" ? { owner } : {}),
    ...(q === undefined || q === "" ? {} : { q: String(q).slice(0, 120) }),
    ...(peek === true || peek === "true" ? { peek: true as const } : {}),
  };
}

export function inboxHref(search: InboxSearch, conversationId?: string): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) params.set(name, String(value));
  const query = params.size === 0 ? "" : `?${params}`;
  return `/inbox${conversationId === undefined ? "" : `/${conversationId}`}${query}`;
}
