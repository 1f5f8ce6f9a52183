import type { InboundElement } from "@circuito/domain";

/**
 * One message of WhatsApp has one file, and one of ours may have several: they are shown as one. What
 * comes back of a further file is none of its own, and what is done to it is done to the whole.
 * @param firsts external ids of further files, and of the message that is shown for each
 */
export function asOneMessage(
  elements: readonly InboundElement[],
  firsts: ReadonlyMap<string, string>,
): readonly InboundElement[] {
  if (firsts.size === 0) return elements;
  return elements.flatMap((element) => {
    const whole = ofTheWhole(element, firsts);
    return whole ? [whole] : [];
  });
}

function ofTheWhole(
  element: InboundElement,
  firsts: ReadonlyMap<string, string>,
): InboundElement | undefined {
  switch (element.kind) {
    // Its receipts say nothing of the words: the first file's do.
    case "receipt":
      return firsts.has(element.of) ? undefined : element;
    case "change": {
      const first = firsts.get(element.of);
      return first === undefined ? element : { ...element, of: first };
    }
    case "message": {
      if (firsts.has(element.externalId)) return undefined;
      const answered = element.chat?.answers;
      const first = answered === undefined ? undefined : firsts.get(answered);
      return first === undefined
        ? element
        : { ...element, chat: { ...element.chat, answers: first } };
    }
    default:
      return element;
  }
}
