import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { ParseWorkers } from "@circuito/connectors/email-reading";
import type { MadeHtml } from "@circuito/domain";
import { type Database, type MediaStore, saveMailHtml } from "@circuito/store";
import type { Log } from "../log/log.ts";
import { openMailSource } from "./open-mail-source.ts";
import { shareWork } from "./share-work.ts";

/** Makes the HTML of mails when nobody has looked yet, or only through an older sanitiser than ours. */
export interface MailMaker extends AsyncDisposable {
  /** @returns `undefined` when the mail's bytes are gone, or cannot be read any more */
  make(messageId: string): Promise<MadeHtml | undefined>;
}

/** Ten milliseconds each, and only at the first look: a large one must not keep the others waiting. */
const AT_ONCE = 2;

/**
 * From the bytes, in a thread with limits as when the mail came in (security S-11, design invariant
 * 15); what comes of it is kept, so that only the first look waits.
 */
export function createMailMaker(parts: {
  readonly database: Database;
  readonly media: MediaStore;
  readonly now: () => number;
  readonly log: Log;
}): MailMaker {
  const { database, media } = parts;
  const log = parts.log.with({ component: "mail-maker" });
  let workers: Promise<ParseWorkers> | undefined;
  const startWorkers = async (): Promise<ParseWorkers> => {
    const email = await import("@circuito/connectors/email-reading");
    return new email.ParseWorkers({ size: AT_ONCE, now: parts.now });
  };

  async function make(messageId: string): Promise<MadeHtml | undefined> {
    const folder = await mkdtemp(join(tmpdir(), "circuito-mail-"));
    try {
      const source = await openMailSource(parts, messageId);
      if (!source) return undefined;
      const path = join(folder, randomUUID());
      await pipeline(source.bytes, createWriteStream(path, { mode: 0o600 }));
      workers ??= startWorkers();
      const result = await (await workers).show({ path });
      if (!result.ok) {
        log.warn("a mail cannot be read any more", { messageId, because: result.because });
        return undefined;
      }
      if (!result.pages) return undefined;
      const { full, visible } = result.pages;
      const html: MadeHtml = {
        version: full.version,
        full: await media.put(Buffer.from(full.html)),
        visible: await media.put(Buffer.from(visible.html)),
        remoteImages: full.remoteImages,
      };
      await saveMailHtml(database.pool, messageId, html);
      log.info("html of a mail made", { messageId, version: html.version });
      return html;
    } finally {
      await rm(folder, { recursive: true, force: true }).catch(() => {});
    }
  }

  return {
    make: shareWork(make),
    async [Symbol.asyncDispose]() {
      await (await workers)?.[Symbol.asyncDispose]();
    },
  };
}
