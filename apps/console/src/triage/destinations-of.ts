import type { AreaView, SuggestionReasonView, TriageFacts } from "@circuito/protocol";

/** An area that may be chosen, and why it may be the one. */
export interface Destination {
  readonly area: AreaView;
  /** The strongest first; none: nothing speaks for it. */
  readonly reasons: readonly SuggestionReasonView[];
}

/** Every area, the suggested ones first: the order of the keys 1 to 9. */
export function destinationsOf({ suggestions, areas }: TriageFacts): readonly Destination[] {
  const suggested = suggestions.flatMap(({ queueId, reasons }) => {
    const area = areas.find(({ id }) => id === queueId);
    return area === undefined ? [] : [{ area, reasons }];
  });
  const others = areas
    .filter(({ id }) => !suggestions.some(({ queueId }) => queueId === id))
    .map((area) => ({ area, reasons: [] }));
  return [...suggested, ...others];
}
