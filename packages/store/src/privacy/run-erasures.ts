import type { ContactId } from "@circuito/domain";
import type { Database } from "../database.ts";
import type { MediaStore } from "../media/media-store.ts";
import type { ErasureStep } from "../schema/index.ts";
import { eraseAround } from "./erase-around.ts";
import { eraseCopies } from "./erase-copies.ts";
import { eraseLedger } from "./erase-ledger.ts";
import { eraseMessages } from "./erase-messages.ts";
import { type Erasure, saveProgress, takeErasure } from "./erasure.ts";
import { filesToErase, spareSharedFiles } from "./spare-shared-files.ts";
import type { TombstoneSeal } from "./tombstones.ts";

export interface ErasingParts {
  readonly database: Database;
  readonly media: MediaStore;
  readonly seal: TombstoneSeal;
  /** Of tests: how long after the beginning the last sweep comes. */
  readonly settlesMs?: number;
}

/**
 * A follower that read a message just before it was emptied has written what it made of it long before:
 * its statements end after fifteen seconds, and its lease after less than a minute.
 */
const SETTLES_MS = 120_000;

type Walk = (
  tx: Parameters<typeof eraseAround>[0],
  erasure: Erasure,
  seal: TombstoneSeal,
) => Promise<string | undefined>;

/** Steps that go on from a cursor, and what comes after each. */
const WALKS: Readonly<
  Record<
    Exclude<ErasureStep, "settling" | "done">,
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
  ledger: { walk: eraseLedger, next: "files" },
  files: { walk: spareSharedFiles, next: "settling" },
};

/**
 * Does the next piece of an erasure, in a transaction of its own: whoever dies in the middle has done
 * nothing of it, and whoever comes next does the same.
 * @returns `false`: there is nothing to do now
 */
export async function eraseNext(parts: ErasingParts, contactId?: ContactId): Promise<boolean> {
  const { database, seal, settlesMs = SETTLES_MS } = parts;
  return database.transaction(async ({ client }) => {
    const erasure = await takeErasure(client, settlesMs, contactId);
    if (!erasure || erasure.step === "done") return false;
    if (erasure.step === "settling") {
      await settle(parts, client, erasure);
      return true;
    }
    const { walk, next } = WALKS[erasure.step];
    const cursor = await walk(client, erasure, seal);
    await saveProgress(client, erasure, cursor === undefined ? next : erasure.step, cursor ?? "");
    return true;
  });
}

/** The last sweep, and the files: bytes are gone before it is said that they are. */
async function settle(
  { media }: ErasingParts,
  tx: Parameters<typeof eraseAround>[0],
  erasure: Erasure,
): Promise<void> {
  const cursor = await eraseCopies(tx, erasure, "late");
  if (cursor !== undefined) {
    await saveProgress(tx, erasure, "settling", cursor);
    return;
  }
  for (const sha256 of await filesToErase(tx, erasure)) await media.remove(sha256);
  for (const table of ["erasure_files", "erasure_keys"]) {
    await tx.query(`delete from ${table} where contact_id = $1`, [erasure.contactId]);
  }
  await saveProgress(tx, erasure, "done", "");
}
