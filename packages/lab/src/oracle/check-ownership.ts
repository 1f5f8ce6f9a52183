import type { HistoryEvent } from "../journal.ts";
import { Findings, type Verdict } from "./verdict.ts";

interface Held {
  readonly actor: string;
  readonly epoch: number;
  readonly invokedNs: number;
  readonly grantedNs: number;
}

/** Who has a conversation at the end, as the system says. */
export interface StoredOwner {
  readonly conversationId: string;
  /** Named as agents' journals are; `null` where nobody has it. */
  readonly actor: string | null;
  readonly epoch: number;
}

/**
 * O5: one owner, by the journals of agents who reach for the same conversations and give none back.
 *
 * - overlap: two of them were told that it is theirs
 * - epoch-repeated: two grants to different people under one epoch
 * - epoch-backwards: a grant that began after another was told has a lower epoch
 * - stale-write: an act under an epoch that was over was accepted
 * - taken-away: somebody was told that it is theirs, and at the end it is somebody else's, or nobody's
 *
 * `doubts` counts reaches of unknown end: those may have been granted.
 */
export function checkOwnership(
  history: readonly HistoryEvent[],
  owners: readonly StoredOwner[],
  grantsMin: number,
): Verdict {
  const findings = new Findings([
    "overlap",
    "epoch-repeated",
    "epoch-backwards",
    "stale-write",
    "taken-away",
  ]);
  const figures = { reaches: 0, grants: 0, refusals: 0, doubts: 0 };
  const invoked = new Map<string, number>();
  const grants = new Map<string, Held[]>();
  for (const { f, type, key, actor, t_mono_ns: atNs, extra } of history) {
    if (f !== "claim") continue;
    const reach = `${actor} ${key.ext}`;
    switch (type) {
      case "invoke":
        figures.reaches++;
        invoked.set(reach, atNs);
        break;
      case "fail":
        figures.refusals++;
        break;
      case "info":
        figures.doubts++;
        break;
      case "ok": {
        figures.grants++;
        if (extra.isStale === true) {
          findings.add("stale-write", `${actor} acted on ${key.ext} under epoch ${extra.epoch}`);
          break;
        }
        const held = {
          actor,
          epoch: Number(extra.epoch),
          invokedNs: invoked.get(reach) ?? atNs,
          grantedNs: atNs,
        };
        grants.set(key.ext, [...(grants.get(key.ext) ?? []), held]);
      }
    }
  }
  for (const [conversation, held] of grants) compareGrants(conversation, held, findings);
  for (const { conversationId, actor, epoch } of owners) {
    const last = grants.get(conversationId)?.at(-1);
    if (last && last.actor !== actor) {
      const said = `${conversationId} was given to ${last.actor} under ${last.epoch}`;
      findings.add("taken-away", `${said}, and is ${actor}'s under ${epoch}`);
    }
  }
  return findings.conclude("O5", figures, figures.grants >= grantsMin);
}

function compareGrants(conversation: string, held: readonly Held[], findings: Findings): void {
  const [first, ...others] = held;
  if (!first) return;
  let newest = first;
  for (const next of others) {
    const both = `${conversation}: ${newest.actor} under ${newest.epoch}, ${next.actor} under ${next.epoch}`;
    if (next.actor !== newest.actor) findings.add("overlap", both);
    if (next.actor !== newest.actor && next.epoch === newest.epoch) {
      findings.add("epoch-repeated", both);
    }
    if (next.invokedNs > newest.grantedNs && next.epoch < newest.epoch) {
      findings.add("epoch-backwards", both);
    }
    if (next.grantedNs > newest.grantedNs) newest = next;
  }
}
