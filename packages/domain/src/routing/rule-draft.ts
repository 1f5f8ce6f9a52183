import type { RoutingRule } from "./rule.ts";

/** Rules that are being written. There is one draft; it holds for nobody until it is published. */
export interface RuleDraft {
  /** Changes with every save: whoever saves says which one they saw. */
  readonly token: string;
  /** The version in force when it was last saved. */
  readonly basedOn: number;
  readonly rules: readonly RoutingRule[];
  /** Name of who saved it last. */
  readonly editedBy: string;
  /** Ms since epoch, UTC. */
  readonly editedAt: number;
}

/** What a draft is called before anybody began one: the rules in force are where it begins. */
export function tokenOfVersion(version: number): string {
  return `version-${version}`;
}

export type DraftRefusal =
  /** Somebody else saved it, published it or threw it away. */
  | "draft-changed"
  /** Others were published since it was saved: look at what differs, and save it again. */
  | "rules-published-since"
  | "no-draft";

/** Whether somebody who saw `seen` may save or throw away the draft. */
export function refuseSave(
  draft: Pick<RuleDraft, "token"> | undefined,
  inForce: number,
  seen: string,
): DraftRefusal | undefined {
  return seen === (draft?.token ?? tokenOfVersion(inForce)) ? undefined : "draft-changed";
}

/** Whether the draft that somebody saw may become the next version. */
export function refusePublish(
  draft: Pick<RuleDraft, "token" | "basedOn"> | undefined,
  inForce: number,
  seen: string,
): DraftRefusal | undefined {
  if (!draft) return "no-draft";
  if (draft.token !== seen) return "draft-changed";
  return draft.basedOn === inForce ? undefined : "rules-published-since";
}
