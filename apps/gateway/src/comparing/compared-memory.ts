import type { ComparedSoFar } from "@circuito/domain";
import { z } from "zod";

const memory = z.object({
  compared: z.object({
    since: z.number(),
    until: z.number(),
    triedAt: z.number(),
    recovered: z.int(),
    problem: z.string().nullable(),
  }),
});

/** What an inbox's memory says of comparisons with its provider; `undefined` before the first. */
export function comparedIn(state: unknown): ComparedSoFar | undefined {
  return memory.safeParse(state).data?.compared;
}

export function memoryOf(compared: ComparedSoFar): z.infer<typeof memory> {
  return { compared };
}
