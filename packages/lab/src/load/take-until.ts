import type { PlannedRequest } from "./plan.ts";

/** A plan that ends once it is over: what would have been next is not taken. */
export function* takeUntil(
  plan: Iterator<PlannedRequest>,
  isOver: () => boolean,
): Generator<PlannedRequest, void> {
  while (!isOver()) {
    const next = plan.next();
    if (next.done) return;
    yield next.value;
  }
}
