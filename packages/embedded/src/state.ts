import { randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** What one start leaves for the next. */
export interface State {
  /** Kept from start to start. */
  readonly port: number;
  /** Process id of the launcher that stops the server at its end. */
  readonly owner: number;
}

/** @returns `undefined` if there is no state, or none that can be read: then a new one is made */
export function readState(file: string): State | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const state: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof state === "object" && state !== null && "port" in state && "owner" in state) {
      const { port, owner } = state;
      if (typeof port === "number" && typeof owner === "number") return { port, owner };
    }
  } catch {
    // A half-written file of a crashed machine tells nothing worth keeping.
  }
  return undefined;
}

export function writeState(file: string, state: State): void {
  const part = `${file}.${process.pid}`;
  writeFileSync(part, `${JSON.stringify(state)}\n`);
  renameSync(part, file);
}

/**
 * The password of this installation's server, made once and readable by us alone. Two first starts
 * at the same time agree: the one who links the file first wins.
 */
export function readOrMakePassword(file: string): string {
  if (!existsSync(file)) {
    const part = `${file}.${process.pid}`;
    writeFileSync(part, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
    try {
      linkSync(part, file);
    } catch (error) {
      if (!existsSync(file)) throw error;
    } finally {
      rmSync(part, { force: true });
    }
  }
  return readFileSync(file, "utf8").trim();
}
