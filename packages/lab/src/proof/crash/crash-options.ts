import { CRASH_POINTS, HOWS } from "@circuito/faults";
import { z } from "zod";
import { readArguments } from "../../read-arguments.ts";
import { ALL_POINTS } from "./plan-cases.ts";

const USAGE = `pnpm proof crash [--points I3,O2] [--nth 1,2,7] [--how kill,throw] [--backend postgres|redis]
                 [--seed TEXT] [--json FILE]

Loads the built gateway, breaks it at a point when it is passed for the nth time, starts it again,
waits until nothing is left to do, and judges what the outside world has seen.

${ALL_POINTS.map((point) => `  ${point.padEnd(4)} ${CRASH_POINTS[point]}`).join("\n")}

  --points    some of these (all)
  --nth       when it is passed for so many times (1,2,7)
  --how       ${HOWS.slice(0, 4).join(", ")} (kill,throw)
  --backend   what carries the gateway's jobs (postgres)
  --seed      of the load (1)
  --json      write everything to a file, too
`;

const listOf = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (text) =>
      String(text)
        .split(",")
        .map((part) => part.trim()),
    z.array(item).min(1),
  );

const options = z.object({
  points: listOf(z.enum(ALL_POINTS)).default([...ALL_POINTS]),
  nth: listOf(z.coerce.number().int().min(1).max(1_000)).default([1, 2, 7]),
  how: listOf(z.enum(["kill", "throw", "stop", "delay"])).default(["kill", "throw"]),
  backend: z.enum(["postgres", "redis"]).default("postgres"),
  seed: z.string().min(1).max(60).default("1"),
  json: z.string().optional(),
});
export type CrashOptions = z.infer<typeof options>;

/** @returns the usage text when the arguments are not understood, or ask for it */
export function readCrashOptions(args: readonly string[]): CrashOptions | string {
  return readArguments(args, { usage: USAGE, options });
}
