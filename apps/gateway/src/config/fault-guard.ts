import { areCrashPointsArmed, FAULT_SETTING } from "@circuito/faults";

/**
 * A process that should break on purpose is one of a proof, which loads what breaks it before us. In
 * any other the setting is a mistake, and ignoring it would let a proof pass that proved nothing.
 */
export function faultProblems(env: Readonly<Record<string, string | undefined>>): string[] {
  if (!env[FAULT_SETTING] || areCrashPointsArmed()) return [];
  return [`${FAULT_SETTING}: is for proofs alone (pnpm proof crash); take it out to start`];
}
