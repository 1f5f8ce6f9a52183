import { areCrashPointsArmed, areSeamsArmed, BUG_SETTING, FAULT_SETTING } from "@circuito/faults";

/**
 * A process that should break on purpose is one of a proof, which loads what breaks it before us. In
 * any other the setting is a mistake, and ignoring it would let a proof pass that proved nothing.
 */
export function faultProblems(env: Readonly<Record<string, string | undefined>>): string[] {
  const isArmed = {
    [FAULT_SETTING]: areCrashPointsArmed(),
    [BUG_SETTING]: areSeamsArmed(),
  };
  return Object.entries(isArmed).flatMap(([setting, armed]) =>
    env[setting] && !armed
      ? [`${setting}: is for proofs alone (pnpm proof); take it out to start`]
      : [],
  );
}
