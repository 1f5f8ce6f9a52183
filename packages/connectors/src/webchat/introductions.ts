import type { Introduction } from "./client-events.ts";

/** Some megabytes at most; whoever is pushed out is asked by an agent. */
const KEPT_MAX = 10_000;

/** What visitors said of themselves before they wrote, kept over a lost connection. */
export class Introductions {
  readonly #kept = new Map<string, Introduction>();

  of(visitorId: string): Introduction | undefined {
    return this.#kept.get(visitorId);
  }

  /** Later words add to earlier ones. */
  add(visitorId: string, introduction: Introduction): void {
    const known = this.#kept.get(visitorId);
    this.#kept.delete(visitorId);
    this.#kept.set(visitorId, { ...known, ...introduction });
    if (this.#kept.size <= KEPT_MAX) return;
    for (const oldest of this.#kept.keys()) {
      this.#kept.delete(oldest);
      break;
    }
  }
}
