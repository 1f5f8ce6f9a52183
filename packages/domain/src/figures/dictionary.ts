/**
 * What is measured of a conversation. Each is written down as facts; a figure of a report is worked
 * out of these alone. `unit` says what a fact's `value` is.
 * - `count`: how many there were.
 * - `duration`: ms, by the clock on the wall and within business hours.
 * - `share`: how many of them did (`hits` of `count`).
 * - `score`: points that a customer gave, or a number of times.
 *
 * Roll-ups name a fact by its place here: new ones come at the end.
 */
export const FACTS = {
  opened: "count",
  inbound: "count",
  replies: "count",
  transfers: "count",
  ended: "count",
  reopens: "count",
  "first-response": "duration",
  "next-response": "duration",
  "queue-wait": "duration",
  handle: "duration",
  resolution: "duration",
  "resolution-net": "duration",
  "between-contacts": "duration",
  contacts: "score",
  reopened: "share",
  fcr: "share",
  abandoned: "share",
  "directed-right": "share",
  "sla-queue-wait": "share",
  "sla-first-response": "share",
  "sla-next-response": "share",
  "sla-acceptance": "share",
  "sla-resolution": "share",
  "confirmation-answered": "share",
  confirmed: "share",
  "csat-answered": "share",
  "ces-answered": "share",
  "nps-answered": "share",
  csat: "score",
  ces: "score",
  nps: "score",
  "stage-request": "duration",
  "stage-understanding": "duration",
  "stage-first-attempt": "duration",
  "stage-specialisation": "duration",
  "stage-confirmation": "duration",
  "stage-survey": "duration",
  "stage-knowledge": "duration",
} as const satisfies Record<string, "count" | "duration" | "share" | "score">;

export type FactId = keyof typeof FACTS;
export const FACT_IDS = Object.keys(FACTS) as readonly FactId[];
const NUMBERS = new Map(FACT_IDS.map((fact, n) => [fact, n]));

/** Its place in {@link FACTS}, by which roll-ups name it. */
export const numberOfFact = (fact: FactId): number => NUMBERS.get(fact) ?? 0;

/** How a figure is worked out of facts. */
export type FigureShape =
  | { readonly kind: "count"; readonly fact: FactId }
  | { readonly kind: "duration"; readonly fact: FactId }
  | { readonly kind: "share"; readonly facts: readonly FactId[] }
  /** So many of one for each of another: both counted in the same period. */
  | { readonly kind: "quotient"; readonly fact: FactId; readonly per: FactId }
  | { readonly kind: "mean"; readonly fact: FactId }
  /** The share of answers at or above `from`. */
  | { readonly kind: "top"; readonly fact: FactId; readonly from: number }
  /** The share at or above `from` less the share at or below `to`. */
  | { readonly kind: "net"; readonly fact: FactId; readonly from: number; readonly to: number };

export interface Figure {
  readonly shape: FigureShape;
  /** What a change for the better looks like; absent: neither. */
  readonly better?: "more" | "less";
  /**
   * Days until what happened can no longer change by what customers do: younger ones are told apart
   * (rules §11).
   */
  readonly matureAfterDays?: number;
}

const SLA_FACTS = [
  "sla-queue-wait",
  "sla-first-response",
  "sla-next-response",
  "sla-acceptance",
  "sla-resolution",
] as const satisfies readonly FactId[];

/** A person comes back within so many days with the same matter: it was not solved (rules §11). */
export const FCR_DAYS = 7;

/** Every figure of the metric dictionary (rules §11), in the order in which reports list them. */
export const FIGURES = {
  opened: { shape: { kind: "count", fact: "opened" } },
  inbound: { shape: { kind: "count", fact: "inbound" } },
  replies: { shape: { kind: "count", fact: "replies" } },
  resolved: { shape: { kind: "count", fact: "resolution" } },
  "first-response": { shape: { kind: "duration", fact: "first-response" }, better: "less" },
  "next-response": { shape: { kind: "duration", fact: "next-response" }, better: "less" },
  "queue-wait": { shape: { kind: "duration", fact: "queue-wait" }, better: "less" },
  // Neither: shorter may be quick, or hurried.
  handle: { shape: { kind: "duration", fact: "handle" } },
  resolution: { shape: { kind: "duration", fact: "resolution" }, better: "less" },
  "resolution-net": { shape: { kind: "duration", fact: "resolution-net" }, better: "less" },
  "between-contacts": { shape: { kind: "duration", fact: "between-contacts" } },
  "contacts-per-resolution": { shape: { kind: "mean", fact: "contacts" }, better: "less" },
  "resolution-rate": {
    shape: { kind: "quotient", fact: "resolution", per: "opened" },
    better: "more",
  },
  fcr: {
    shape: { kind: "share", facts: ["fcr"] },
    better: "more",
    matureAfterDays: FCR_DAYS,
  },
  "reopen-rate": { shape: { kind: "share", facts: ["reopened"] }, better: "less" },
  abandonment: { shape: { kind: "share", facts: ["abandoned"] }, better: "less" },
  transfers: { shape: { kind: "count", fact: "transfers" } },
  "director-accuracy": { shape: { kind: "share", facts: ["directed-right"] }, better: "more" },
  sla: { shape: { kind: "share", facts: SLA_FACTS }, better: "more" },
  "sla-queue-wait": { shape: { kind: "share", facts: ["sla-queue-wait"] }, better: "more" },
  "sla-first-response": { shape: { kind: "share", facts: ["sla-first-response"] }, better: "more" },
  "sla-next-response": { shape: { kind: "share", facts: ["sla-next-response"] }, better: "more" },
  "sla-acceptance": { shape: { kind: "share", facts: ["sla-acceptance"] }, better: "more" },
  "sla-resolution": { shape: { kind: "share", facts: ["sla-resolution"] }, better: "more" },
  "confirmation-answers": { shape: { kind: "share", facts: ["confirmation-answered"] } },
  confirmed: { shape: { kind: "share", facts: ["confirmed"] }, better: "more" },
  csat: { shape: { kind: "top", fact: "csat", from: 4 }, better: "more" },
  "csat-answers": { shape: { kind: "share", facts: ["csat-answered"] } },
  ces: { shape: { kind: "mean", fact: "ces" }, better: "more" },
  "ces-answers": { shape: { kind: "share", facts: ["ces-answered"] } },
  nps: { shape: { kind: "net", fact: "nps", from: 9, to: 6 }, better: "more" },
  "nps-answers": { shape: { kind: "share", facts: ["nps-answered"] } },
} as const satisfies Record<string, Figure>;

export type FigureId = keyof typeof FIGURES;
export const FIGURE_IDS = Object.keys(FIGURES) as readonly FigureId[];

export function figureOf(id: FigureId): Figure {
  return FIGURES[id];
}

/** The facts that a figure is made of: what a number drills down to. */
export function factsOfFigure({ shape }: Figure): readonly FactId[] {
  switch (shape.kind) {
    case "share":
      return shape.facts;
    case "quotient":
      return [shape.fact, shape.per];
    case "count":
    case "duration":
    case "mean":
    case "top":
    case "net":
      return [shape.fact];
  }
}
