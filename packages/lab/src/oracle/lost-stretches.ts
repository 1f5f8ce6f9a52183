import type { HistoryEvent } from "../journal.ts";

/**
 * A stretch of the outbox that an observer was away for too long to be told of: a console fetches what is on
 * its screen anew instead, and what was noticed within is its own to fetch.
 */
export interface LostStretch {
  /** Positions, `<xid>-<id>`: the last that it was told of, and the one from which it is told again. */
  readonly after: string;
  readonly upTo: string;
  /** When it was told so, as journals count. */
  readonly atNs: number;
}

/** What each observer lost, by its actor. Who lost nothing is not in it. */
export function lostStretches(
  history: readonly HistoryEvent[],
): ReadonlyMap<string, readonly LostStretch[]> {
  const lost = new Map<string, LostStretch[]>();
  for (const { f, actor, extra, t_mono_ns } of history) {
    if (f !== "lost-position") continue;
    const stretch = {
      after: String(extra.after),
      upTo: String(extra.upTo),
      atNs: t_mono_ns,
    };
    const stretches = lost.get(actor);
    if (stretches) stretches.push(stretch);
    else lost.set(actor, [stretch]);
  }
  return lost;
}

/** The first stretch that a notice lies in, if any does. */
export function stretchOf(
  stretches: readonly LostStretch[],
  noticedAt: string | undefined,
): LostStretch | undefined {
  if (noticedAt === undefined) return undefined;
  return stretches.find(
    ({ after, upTo }) => isLater(noticedAt, after) && !isLater(noticedAt, upTo),
  );
}

function isLater(one: string, other: string): boolean {
  const [[xid, id], [otherXid, otherId]] = [parse(one), parse(other)];
  return xid > otherXid || (xid === otherXid && id > otherId);
}

function parse(position: string): readonly [xid: bigint, id: bigint] {
  const [xid = "0", id = "0"] = position.split("-");
  return [BigInt(xid), BigInt(id)];
}
