import { createReadStream } from "node:fs";
import type { ParsedMail, ParseResult } from "@circuito/domain";
import { type MailPages, type MailView, showMail, viewMail } from "./mail-view.ts";
import type { ParseLimits } from "./parse-limits.ts";
import { parseMail } from "./parse-mail.ts";

/** Where a mail's bytes are: at hand, or in a file, which is never read into memory whole. */
export type MailSource = { readonly bytes: Uint8Array } | { readonly path: string };

/** What a worker is asked; crosses a thread, so plain data only. */
export interface ParseTask {
  readonly source: MailSource;
  readonly limits: ParseLimits;
  readonly spoolDirectory: string | undefined;
  /** Whether somebody looks at the mail now. */
  readonly showsIt: boolean;
  readonly markers: readonly string[];
  readonly now: number;
}

/** A mail as read, with what is decided of it, and its pages where they were asked for; or why it was not. */
export type ReadResult =
  | {
      readonly ok: true;
      readonly mail: ParsedMail;
      readonly view: MailView;
      readonly pages: MailPages | undefined;
    }
  | Extract<ParseResult, { ok: false }>;

export async function runParseTask(task: ParseTask): Promise<ReadResult> {
  const { limits, now, spoolDirectory } = task;
  const result = await parseMail(streamOf(task.source), {
    limits,
    now,
    ...(spoolDirectory !== undefined && { spoolDirectory }),
  });
  if (!result.ok) return result;
  const { mail } = result;
  const pages = task.showsIt ? showMail(mail, task.markers) : undefined;
  return { ok: true, mail, view: viewMail(mail, task.markers), pages };
}

/** Large enough that a 50 MB mail is some hundred chunks, small beside the heap. */
const CHUNK_BYTES = 256 * 1024;

export async function* streamOf(source: MailSource): AsyncGenerator<Uint8Array> {
  if ("path" in source) {
    yield* createReadStream(source.path, { highWaterMark: CHUNK_BYTES });
    return;
  }
  for (let at = 0; at < source.bytes.length; at += CHUNK_BYTES) {
    yield source.bytes.subarray(at, at + CHUNK_BYTES);
  }
}
