import type { PageInvitations } from "@circuito/domain";
import { proactiveOf } from "./settings.ts";

/** What a page is told of an inbox's rules; its hours are the gateway's to say. */
export type WidgetInvitations = Omit<PageInvitations, "hours">;

/** @returns `undefined` where nobody is ever invited: then the page is given nothing more to run */
export function widgetInvitations(inbox: {
  readonly id: string;
  readonly settings: Readonly<Record<string, unknown>>;
}): WidgetInvitations | undefined {
  const rules = proactiveOf(inbox.settings)
    .filter(({ enabled }) => enabled)
    .map(({ name: _, ...rule }) => rule);
  return rules.length === 0 ? undefined : { inbox: inbox.id, rules };
}
