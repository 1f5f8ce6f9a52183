import type { FaultKind } from "./fault-kind.ts";
import { NETWORK_FAULTS } from "./network.ts";
import { CLIENT_FAULTS, INBOUND_FAULTS, OUTBOUND_FAULTS } from "./outside.ts";
import { POSTGRES_FAULTS } from "./postgres.ts";
import { PROCESS_FAULTS } from "./processes.ts";
import { REDIS_FAULTS } from "./redis.ts";

export type { FaultKind, Struck } from "./fault-kind.ts";

/** Every kind of fault, in the order of the matrix; none needs root. */
export const FAULT_KINDS: readonly FaultKind[] = [
  ...PROCESS_FAULTS,
  ...REDIS_FAULTS,
  ...POSTGRES_FAULTS,
  ...NETWORK_FAULTS,
  ...INBOUND_FAULTS,
  ...OUTBOUND_FAULTS,
  ...CLIENT_FAULTS,
];
