/** What stands beside a conversation, in the order in which it stands there at first. */
export const CONTEXT_SECTIONS = [
  "customer",
  "procedures",
  "service",
  "promises",
  "registration",
  "scores",
  "history",
  "articles",
  "files",
  "people",
  "owners",
] as const;
export type ContextSectionId = (typeof CONTEXT_SECTIONS)[number];

/** The chosen order; sections that it does not know yet come last, and those that are gone are left out. */
export function sectionsIn(order: readonly string[]): readonly ContextSectionId[] {
  const place = (id: ContextSectionId) => {
    const at = order.indexOf(id);
    return at === -1 ? order.length : at;
  };
  return [...CONTEXT_SECTIONS].sort((a, b) => place(a) - place(b));
}

/** A section changes places with its neighbour; at an end it stays. */
export function moveSection(
  order: readonly string[],
  id: ContextSectionId,
  by: -1 | 1,
): readonly ContextSectionId[] {
  const sections = [...sectionsIn(order)];
  const at = sections.indexOf(id);
  const other = sections[at + by];
  if (other === undefined) return sections;
  sections[at + by] = id;
  sections[at] = other;
  return sections;
}

/** Ids of closed sections after one was opened or closed. */
export function openSections(
  closed: readonly string[],
  id: ContextSectionId,
  isOpen: boolean,
): readonly string[] {
  const others = closed.filter((one) => one !== id);
  return isOpen ? others : [...others, id];
}
