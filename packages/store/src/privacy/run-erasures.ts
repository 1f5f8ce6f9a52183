import type { ContactId } from "@circuito/domain";
import type { Database, Queryable } from "../database.ts";
import type { MediaStore } from "../media/media-store.ts";
import type { ErasureStep } from "../schema/index.ts";
import { eraseAround } from "./erase-around.ts";
import { eraseCopies } from "./erase-copies.ts";
import { eraseLedger } from "./erase-ledger.ts";
import { eraseMessages } from "./erase-messages.ts";
import { eraseUndeliverable } from "./erase-undeliverable.ts";
import { type Erasure, postponeErasure, saveProgress, takeErasure } from "./erasure.ts";
import { removeFiles, takeFiles } from "./remove-files.ts";
import { spareSharedFiles } from "./spare-shared-files.ts";
import type { TombstoneSeal } from "./tombstones.ts";

export interface ErasingParts {
  readonly database: Database;
  readonly media: MediaStore;
  readonly seal: TombstoneSeal;
  /** Of tests: how long after the beginning the last sweep comes. */
  readonly settlesMs?: number;
  /** Of tests: how long what failed waits; and how long a page of files is its remover's. */
  readonly retriesAfterMs?: number;
}

/**
 * A follower that read a message just before it was emptied has written what it made of it long before:
 * its statements end after fifteen seconds, and its lease after less than a minute.
 */
const SETTLES_MS = 120_000;

/** A store that is away is back within minutes, and asking it costs nothing. */
const RETRY_AFTER_MS = 60_000;

type Walk = (tx: Queryable, erasure: Erasure, seal: TombstoneSeal) => Promise<string | undefined>;

/** Steps that go on from a cursor, and what comes after each. */
const WALKS: Readonly<
  Record<
    Exclude<ErasureStep, "removing" | "done">,
    { readonly walk: Walk; readonly next: ErasureStep }
  >
> = {
  messages: {
    walk: (tx, erasure, seal) => eraseMessages(tx, erasure, "own", seal),
    next: "elsewhere",
  },
  elsewhere: {
    walk: (tx, erasure, seal) => eraseMessages(tx, erasure, "elsewhere", seal),
    next: "around",
  },
  around: { walk: eraseAround, next: "copies" },
  copies: { walk: (tx, erasure) => eraseCopies(tx, erasure, "ever"), next: "ledger" },
  ledger: { walk: (...on) => eraseLedger(...on, "ever"), next: "settling" },
  // Not before what was under way has ended; and then once more what may have come of it.
  settling: {
    walk: (tx, erasure, seal) => eraseMessages(tx, erasure, "own", seal),
    next: "late-around",
  },
  "late-around": { walk: eraseAround, next: "late-copies" },
  "late-copies": { walk: (tx, erasure) => eraseCopies(tx, erasure, "late"), next: "late-ledger" },
  "late-ledger": { walk: eraseLateLedger, next: "files" },
  files: { walk: spareSharedFiles, next: "removing" },
};

async function eraseLateLedger(tx: Queryable, erasure: Erasure, seal: TombstoneSeal) {
  if (erasure.cursor === "") await eraseUndeliverable(tx, erasure);
  return eraseLedger(tx, erasure, seal, "late");
}

/**
 * Does the next piece of an erasure, in a transaction of its own: whoever dies in the middle has done
 * nothing of it, and whoever comes next does the same. One that fails waits, and the next person's goes on.
 * @returns `false`: there is nothing to do now
 */
export async function eraseNext(parts: ErasingParts, contactId?: ContactId): Promise<boolean> {
  const { database, settlesMs = SETTLES_MS, retriesAfterMs = RETRY_AFTER_MS } = parts;
  let taken: Erasure | undefined;
  try {
    const files = await database.transaction(async ({ client }) => {
      taken = await takeErasure(client, settlesMs, contactId);
      if (taken?.step === "removing") return takeFiles(client, taken, settlesMs, retriesAfterMs);
      if (taken) await walkOn(client, taken, parts.seal);
      return undefined;
    });
    if (taken && files) await removeFiles(parts, taken, files);
    return taken !== undefined;
  } catch (error) {
    if (taken) await postponeErasure(database.pool, taken, retriesAfterMs);
    throw error;
  }
}

async function walkOn(tx: Queryable, erasure: Erasure, seal: TombstoneSeal): Promise<void> {
  const { step } = erasure;
  if (step === "removing" || step === "done") return;
  const { walk, next } = WALKS[step];
  const cursor = await walk(tx, erasure, seal);
  await saveProgress(tx, erasure, cursor === undefined ? next : step, cursor ?? "");
}
