import type { Database, Transaction } from "../database.ts";
import { PersonsMoved } from "./lock-persons.ts";

/** Whoever writes from a new address at each of these moments is a machine. */
const ATTEMPTS_MAX = 5;
const DEADLOCK = "40P01";

/**
 * A transaction that locks persons: begun anew when somebody wrote from a new address meanwhile, or
 * when a router and it waited for each other.
 */
export async function personsTransaction<T>(
  database: Database,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction(work);
    } catch (error) {
      const isOver = attempt === ATTEMPTS_MAX;
      if (isOver || !(error instanceof PersonsMoved || isDeadlock(error))) throw error;
    }
  }
}

function isDeadlock(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === DEADLOCK;
}
