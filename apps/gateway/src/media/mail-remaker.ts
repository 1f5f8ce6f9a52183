import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { ParseWorkers } from "@circuito/connectors/email-reading";
import type { MailHtml } from "@circuito/domain";
import { type Database, type MediaStore, saveMailHtml } from "@circuito/store";
import type { Log } from "../log/log.ts";
import { openMailSource } from "./open-mail-source.ts";
import { shareWork } from "./share-work.ts";

/** Makes the HTML of mails again when its sanitiser is an older one than ours. */
export interface MailRemaker extends AsyncDisposable {
  /** @returns `undefined` when the mail's bytes are gone, or cannot be read any more */
  remake(messageId: string): Promise<MailHtml | undefined>;
}

/** After an upgrade each old mail is made again at its first look: one at a time is soon enough. */
const AT_ONCE = 1;

/**
 * From the bytes, in a thread with limits as when the mail came in (security S-11, design invariant
 * 15); what comes of it is kept, so that only the first look waits.
 */
export function createMailRemaker(parts: {
  readonly database: Database;
  readonly media: MediaStore;
  readonly now: () => number;
  readonly log: Log;
}): MailRemaker {
  const { database, media } = parts;
  const log = parts.log.with({ component: "mail-remaker" });
  let workers: Promise<ParseWorkers> | undefined;
  const startWorkers = async (): Promise<ParseWorkers> => {
    const email = await import("@circuito/connectors/email-reading");
    return new email.ParseWorkers({ size: AT_ONCE, now: parts.now });
  };

  async function make(messageId: string): Promise<MailHtml | undefined> {
    const folder = await mkdtemp(join(tmpdir(), "circuito-mail-"));
    try {
      const source = await openMailSource(parts, messageId);
      if (!source) return undefined;
      const path = join(folder, randomUUID());
      await pipeline(source.bytes, createWriteStream(path, { mode: 0o600 }));
      workers ??= startWorkers();
      const result = await (await workers).parse({ path });
      if (!result.ok) {
        log.warn("an old mail cannot be read any more", { messageId, because: result.because });
        return undefined;
      }
      const { html: full, visibleHtml: visible = full } = result.view;
      if (!full || !visible) return undefined;
      const html: MailHtml = {
        version: full.version,
        full: await media.put(Buffer.from(full.html)),
        visible: await media.put(Buffer.from(visible.html)),
        remoteImages: full.remoteImages,
      };
      await saveMailHtml(database.pool, messageId, html);
      log.info("html of an old mail made again", { messageId, version: html.version });
      return html;
    } finally {
      await rm(folder, { recursive: true, force: true }).catch(() => {});
    }
  }

  return {
    remake: shareWork(make),
    async [Symbol.asyncDispose]() {
      await (await workers)?.[Symbol.asyncDispose]();
    },
  };
}
