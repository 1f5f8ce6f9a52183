import { HOUR_MS } from "@circuito/domain";

/**
 * Meta bars an account from fetching for half an hour after 20 errors within an hour (one provider's
 * documentation of it): some are left for other processes.
 */
const ERRORS_MAX = 12;
const WITHIN_MS = HOUR_MS;

/** Counts refusals of one connector, so that files that are gone never bar those that are there. */
export class ErrorBudget {
  #errors: number[] = [];

  /** Ms until asking is wise again; `undefined` when it is now. */
  waitMs(now: number): number | undefined {
    this.#errors = this.#errors.filter((at) => now - at < WITHIN_MS);
    const [oldest] = this.#errors;
    if (oldest === undefined || this.#errors.length < ERRORS_MAX) return undefined;
    return oldest + WITHIN_MS - now;
  }

  spend(now: number): void {
    this.#errors.push(now);
  }
}
