import { cleanText } from "@circuito/connector";
import { z } from "zod";

/** A text that people read, storable. */
export const words = z.string().transform(cleanText);

/** One odd detail does not make a message unreadable: what is not a text is not there. */
export const maybeWords = words.optional().catch(undefined);

/** An id of Meta's, or nothing. Compared and sent back, so it is left as it is. */
export const maybeId = z.string().min(1).optional().catch(undefined);

/** Meta writes numbers as numbers, and in some places as texts. */
export const amount = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d{1,15}(\.\d{1,15})?$/)
    .transform(Number),
]);
export const maybeAmount = amount.optional().catch(undefined);

/** A list of what can be read of it. Nearly always there is none, and that must not cost an error. */
export function readable<T extends z.ZodType>(item: T) {
  return z
    .array(z.unknown())
    .optional()
    .catch(undefined)
    .transform((all = []) =>
      all.flatMap((one) => {
        const read = item.safeParse(one);
        return read.success ? [read.data] : [];
      }),
    );
}
