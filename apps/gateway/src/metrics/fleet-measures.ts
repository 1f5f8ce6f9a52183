import {
  type Backlog,
  type ChannelBalance,
  type Database,
  readBacklog,
  readBalance,
} from "@circuito/store";

/** Numbers of the whole installation. */
export interface FleetMeasures {
  readonly balance: readonly ChannelBalance[];
  readonly backlog: Backlog;
}

/** The balance counts the whole ledger: once a minute is enough, however often somebody asks. */
const BALANCE_MAX_AGE_MS = 60_000;

/** Reads them when asked; what is cheap anew each time. */
export function fleetMeasures({ pool }: Database, now: () => number): () => Promise<FleetMeasures> {
  let counted: { readonly at: number; readonly balance: readonly ChannelBalance[] } | undefined;
  return async () => {
    const backlog = await readBacklog(pool);
    if (!counted || now() - counted.at >= BALANCE_MAX_AGE_MS) {
      counted = { at: now(), balance: await readBalance(pool) };
    }
    return { balance: counted.balance, backlog };
  };
}
