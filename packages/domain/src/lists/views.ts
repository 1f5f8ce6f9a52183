import { hasRole, type Principal } from "../desk/principal.ts";
import type { AgentId } from "../ids.ts";

/** As many as fit a navigation that somebody still reads; counting all of them is one query. */
export const VIEWS_MAX = 40;

export interface ViewOwnership {
  readonly ownerId: AgentId;
  readonly isShared: boolean;
}

/** A shared view is everybody's to use; others are there for their owner alone. */
export function canUseView(who: Principal, view: ViewOwnership): boolean {
  return view.isShared || view.ownerId === who.id;
}

/** Everybody works by a shared view: supervisors change any, others none, not even one they made. */
export function canChangeView(who: Principal, view: ViewOwnership): boolean {
  return view.isShared ? hasRole(who, "supervisor") : view.ownerId === who.id;
}
