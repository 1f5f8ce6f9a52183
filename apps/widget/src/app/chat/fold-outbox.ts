import type { Answers, OutboxEntry, Thread } from "./state.ts";

type Outbox = readonly OutboxEntry[];

export function writeEntry(
  outbox: Outbox,
  written: Omit<OutboxEntry, "phase" | "problem">,
): Outbox {
  const { clientId } = written;
  if (outbox.some((entry) => entry.clientId === clientId)) return outbox;
  return [...outbox, { ...wordsOf(written), clientId, phase: "queued" }];
}

/** What an earlier visit left unsent goes before what this one has written meanwhile. */
export function restoreEntries(outbox: Outbox, restored: Outbox): Outbox {
  const held = new Set(outbox.map((entry) => entry.clientId));
  return [...restored.filter((entry) => !held.has(entry.clientId)), ...outbox];
}

/** Moves an entry to a phase. One the server accepted stays so: a late time-out does not undo it. */
export function setPhase(
  outbox: Outbox,
  clientId: string,
  phase: OutboxEntry["phase"],
  problem?: string,
): Outbox {
  return outbox.map((entry) => {
    if (entry.clientId !== clientId || entry.phase === "accepted") return entry;
    const { problem: _, ...rest } = entry;
    return problem === undefined ? { ...rest, phase } : { ...rest, phase, problem };
  });
}

/** A session is asked for: what was accepted by now was so before any snapshot that comes with it. */
export function beforeSession(outbox: Outbox): Outbox {
  return outbox.map((entry) =>
    entry.phase === "accepted" ? { ...entry, isBeforeSession: true } : entry,
  );
}

/** A refused entry goes to the end under a new id: the server remembers the old one. */
export function retryEntry(
  outbox: Outbox,
  clientId: string,
  newClientId: string,
  answers: Answers | undefined,
): Outbox {
  const entry = outbox.find((one) => one.clientId === clientId);
  if (entry?.phase !== "refused") return outbox;
  return [
    ...outbox.filter((one) => one !== entry),
    { ...wordsOf(entry), ...(answers && { answers }), clientId: newClientId, phase: "queued" },
  ];
}

/** Takes out the words that the ledger shows. */
export function dropShown(outbox: Outbox, threads: readonly Thread[]): Outbox {
  if (outbox.length === 0) return outbox;
  const shown = new Set(
    threads.flatMap((thread) => thread.messages.map((message) => message.clientId)),
  );
  const kept = outbox.filter((entry) => !shown.has(entry.clientId));
  return kept.length === outbox.length ? outbox : kept;
}

/**
 * The entry to send now: the first that still has to be, and only if nothing before it is on its
 * way, so that the words arrive in the order they were written.
 */
export function nextToSend(outbox: Outbox): OutboxEntry | null {
  const waiting = outbox.find((entry) => entry.phase === "queued" || entry.phase === "sending");
  return waiting?.phase === "queued" ? waiting : null;
}

/** What was written, whatever becomes of it. */
export function wordsOf({
  clientId,
  text,
  choice,
  answers,
  invitation,
  writtenAt,
}: Omit<OutboxEntry, "phase" | "problem">): Omit<OutboxEntry, "phase" | "problem"> {
  return {
    ...{ clientId, text, writtenAt },
    ...(choice && { choice }),
    ...(answers && { answers }),
    ...(invitation && { invitation }),
  };
}
