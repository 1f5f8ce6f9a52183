import type { HistoryEvent } from "../../journal.ts";
import { lostStretches, type Recovery, type StoredMessage, stretchOf } from "../../oracle/index.ts";

/** A fault that struck; instants as journals count them. */
export interface Struck {
  readonly fault: string;
  readonly beganNs: number;
  readonly endedNs: number;
}

/** {@link Recovery}, with every fault that hangs together with it. */
export interface StormRecovery extends Recovery {
  readonly storm: readonly string[];
}

/**
 * How long after each fault everything that was written meanwhile was on a console's screen, or there for it
 * to fetch after it had been away for too long. Faults that overlap are mended when the last of them is: from
 * then on it counts, for all of them.
 * @param stored says where in the outbox consoles are told of each
 */
export function recoveriesOf(
  struck: readonly Struck[],
  history: readonly HistoryEvent[],
  stored: readonly Pick<StoredMessage, "account" | "ext" | "noticedAt">[],
): readonly StormRecovery[] {
  const messages = readMessages(history, stored);
  return struck.map((one) => {
    const { beganNs, endedNs } = stormOf(one, struck);
    const storm = struck
      .filter((other) => other.beganNs >= beganNs && other.endedNs <= endedNs)
      .map(({ fault }) => fault);
    let lastSeenNs = endedNs;
    for (const { sentNs, seenNs, isAccepted } of messages) {
      if (sentNs < beganNs || sentNs > endedNs) continue;
      if (seenNs === undefined) {
        if (isAccepted) return { fault: one.fault, storm, tookMs: undefined };
      } else lastSeenNs = Math.max(lastSeenNs, seenNs);
    }
    return { fault: one.fault, storm, tookMs: Math.round((lastSeenNs - endedNs) / 1e6) };
  });
}

/** The faults that hang together with this one by overlapping, as one. */
function stormOf(one: Struck, struck: readonly Struck[]): Omit<Struck, "fault"> {
  let { beganNs, endedNs } = one;
  for (let isGrowing = true; isGrowing; ) {
    isGrowing = false;
    for (const other of struck) {
      if (other.endedNs < beganNs || other.beganNs > endedNs) continue;
      if (other.beganNs >= beganNs && other.endedNs <= endedNs) continue;
      beganNs = Math.min(beganNs, other.beganNs);
      endedNs = Math.max(endedNs, other.endedNs);
      isGrowing = true;
    }
  }
  return { beganNs, endedNs };
}

interface Message {
  readonly sentNs: number;
  seenNs: number | undefined;
  isAccepted: boolean;
}

/** A chat's ids are its visitors' own: their journal says by which name a console knows a message. */
function readMessages(
  history: readonly HistoryEvent[],
  stored: Parameters<typeof recoveriesOf>[2],
): readonly Message[] {
  const messages = new Map<string, Message>();
  const fetchable = fetchableFrom(history, stored);
  for (const { f, type, key, extra, t_mono_ns } of history) {
    if (f !== "send") continue;
    const name = String(extra.seenAs ?? key.ext);
    const known = messages.get(name);
    const seenNs = fetchable(key);
    if (!known) messages.set(name, { sentNs: t_mono_ns, seenNs, isAccepted: false });
    else if (type === "ok") known.isAccepted = true;
  }
  for (const { f, key, t_mono_ns } of history) {
    const message = f === "see" ? messages.get(key.ext) : undefined;
    if (message) message.seenNs = Math.min(message.seenNs ?? t_mono_ns, t_mono_ns);
  }
  return [...messages.values()];
}

/** From when a console could fetch what none was told of, by the sender's id of it. */
function fetchableFrom(
  history: readonly HistoryEvent[],
  stored: Parameters<typeof recoveriesOf>[2],
): (key: HistoryEvent["key"]) => number | undefined {
  const lost = [...lostStretches(history).values()].flat();
  const name = (account: string, ext: string | null): string => `${account} ${ext}`;
  const noticed = new Map(
    lost.length === 0 ? [] : stored.map((one) => [name(one.account, one.ext), one.noticedAt]),
  );
  return ({ account, ext }) => stretchOf(lost, noticed.get(name(account, ext)))?.atNs;
}
