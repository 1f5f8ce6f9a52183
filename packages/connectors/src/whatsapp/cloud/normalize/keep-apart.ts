import type { InboundElement } from "@circuito/domain";
import { malformed } from "./malformed.ts";

/**
 * Meta makes its ids unique; a batch in which two different messages share one breaks that promise. The
 * ledger keeps one row for each id, so the later one is parked under an id of its own, not lost.
 * Two statuses of one id are the same news.
 */
export function keepApart(elements: readonly InboundElement[]): InboundElement[] {
  const first = new Map<string, InboundElement>();
  return elements.map((element) => {
    const before = first.get(element.externalId);
    if (!before) {
      first.set(element.externalId, element);
      return element;
    }
    if (isSame(before, element)) return element;
    const id = JSON.stringify(element.externalId.slice(0, 64));
    return element.raw instanceof Uint8Array
      ? malformed(element.raw, `another element of this batch has its id ${id}`)
      : element;
  });
}

function isSame(a: InboundElement, b: InboundElement): boolean {
  if (a.kind !== b.kind) return false;
  return a.kind === "receipt" || said(a) === said(b);
}

/** Everything but the bytes: batches differ in what stands beside an element. */
function said({ raw: _, ...element }: InboundElement): string {
  return JSON.stringify(element);
}
