/** A mail that is tried for days has some fifty steps; what would have more is told by its last ones. */
const STEPS_MAX = 100;

/**
 * The history of delivery `d` with one step more, as SQL: every statement that changes a status sets it.
 * @param status SQL of what it is from now on
 * @param words SQL of what was said of it
 */
export function noted(status: string, words = "null"): string {
  return `case when jsonb_array_length(d.history) < ${STEPS_MAX} then d.history else d.history - 0 end
    || jsonb_build_array(jsonb_build_object('at', now(), 'status', ${status}, 'words', ${words}::text))`;
}
