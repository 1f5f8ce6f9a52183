import type { FigureId } from "@circuito/domain";

/** Of each figure its name, and what it means in a sentence or two. */
export type FigureWords = Readonly<Record<FigureId, readonly [name: string, definition: string]>>;
