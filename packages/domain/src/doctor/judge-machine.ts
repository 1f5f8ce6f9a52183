import { DAY_MS, HOUR_MS } from "../calendar/time-zone.ts";
import { type Finding, found } from "./finding.ts";

const GIB = 1024 ** 3;
/** A `Date` header has whole seconds, and answers take a while. */
const CLOCK_OFF_MS = 5_000;
/** Signatures are good for five minutes (Standard Webhooks): well before that they begin to be refused. */
const CLOCK_WRONG_MS = 120_000;
/** Room for a day of files of a busy mailbox, and time for a person to make more. */
const DISK_LOW_BYTES = 2 * GIB;
/** PostgreSQL stops when it cannot write its log, of which one piece alone has 16 MiB. */
const DISK_FULL_BYTES = GIB / 2;
/** A nightly backup, and two hours that it may take. */
const BACKUP_OLD_MS = 26 * HOUR_MS;
const BACKUP_STALE_MS = 7 * DAY_MS;

/** How another clock differs from ours. Positive: it is ahead. */
export interface ClockReading {
  /** "PostgreSQL", or the host of a provider. */
  readonly of: string;
  readonly aheadMs: number;
}

export function judgeClock(readings: readonly ClockReading[]): Finding {
  const [worst] = [...readings].sort((a, b) => Math.abs(b.aheadMs) - Math.abs(a.aheadMs));
  if (!worst) return found("clock-alone");
  const off = Math.abs(worst.aheadMs);
  const facts = { of: worst.of, seconds: Math.round(off / 100) / 10 };
  if (off < CLOCK_OFF_MS) return found("clock-right", { ...facts, clocks: readings.length });
  return found(off < CLOCK_WRONG_MS ? "clock-off" : "clock-wrong", facts);
}

export type DiskReading =
  | { readonly kind: "room"; readonly freeBytes: number; readonly totalBytes: number }
  /** Nothing can be written there. */
  | { readonly kind: "closed"; readonly code: string };

export function judgeDisk(folder: string, reading: DiskReading): Finding {
  if (reading.kind === "closed") return found("disk-closed", { folder, code: reading.code });
  const { freeBytes, totalBytes } = reading;
  const percent = totalBytes > 0 ? Math.round((freeBytes / totalBytes) * 100) : 0;
  const facts = { folder, free: Math.round((freeBytes / GIB) * 10) / 10, percent };
  if (freeBytes < DISK_FULL_BYTES) return found("disk-full", facts);
  return found(freeBytes < DISK_LOW_BYTES ? "disk-low" : "disk-enough", facts);
}

export type BackupReading =
  /** Nobody said where backups are. */
  | { readonly kind: "unknown" }
  | { readonly kind: "none"; readonly path: string }
  | { readonly kind: "newest"; readonly at: number };

export function judgeBackups(reading: BackupReading, now: number): Finding {
  if (reading.kind === "unknown") return found("backups-unknown");
  if (reading.kind === "none") return found("backups-none", { path: reading.path });
  // A copy made on a machine whose clock is ahead is no older than now.
  const ageMs = Math.max(0, now - reading.at);
  const hours = Math.round(ageMs / HOUR_MS);
  if (ageMs > BACKUP_STALE_MS) return found("backups-stale", { days: Math.floor(hours / 24) });
  return found(ageMs > BACKUP_OLD_MS ? "backups-old" : "backups-fresh", { hours });
}

export type BrowserReading =
  /** No inbox of ours has a session in a browser. */
  | { readonly kind: "unused" }
  /** Another process has the sessions. */
  | { readonly kind: "elsewhere" }
  | { readonly kind: "missing" }
  | { readonly kind: "started"; readonly version: string }
  | { readonly kind: "failed"; readonly code: string };

export function judgeBrowser(reading: BrowserReading): Finding {
  switch (reading.kind) {
    case "unused":
      return found("browser-unused");
    case "elsewhere":
      return found("browser-elsewhere");
    case "missing":
      return found("browser-missing");
    case "started":
      return found("browser-starts", { version: reading.version });
    case "failed":
      return found("browser-fails", { code: reading.code });
  }
}
