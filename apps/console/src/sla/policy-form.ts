import type { SlaPolicyBody, SlaPolicyView } from "@circuito/protocol";

export type Target = SlaPolicyBody["targets"][number];
export type Rule = SlaPolicyBody["rules"][number];
export type Measure = Target["measure"];

/** In the order of a conversation's life. */
export const MEASURES = [
  "queue-wait",
  "first-response",
  "next-response",
  "acceptance",
  "resolution",
] as const satisfies readonly Measure[];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const target = (measure: Measure, withinMs: number, calendarId: string | null = null): Target => ({
  measure,
  level: null,
  withinMs,
  calendarId,
});

const WARN: readonly Rule[] = [
  { at: "warning", action: { kind: "raise-priority", by: 1 } },
  { at: "breach", action: { kind: "notify", whom: "supervisors" } },
];

/** How a new policy begins. */
export const TEMPLATES = ["sac", "commercial", "blank"] as const;
export type Template = (typeof TEMPLATES)[number];

export const readTemplate = (asked: unknown): Template =>
  TEMPLATES.find((known) => known === asked) ?? "blank";

/**
 * - `sac`: the final answer within seven consecutive days, Decreto 11.034/2022, art. 13; around the clock.
 * - `commercial`: what most companies promise, by business hours if there are any.
 */
export function templateOf(
  template: Template,
  name: string,
  calendarId: string | null,
): SlaPolicyBody {
  const body = { name, isDefault: false, pauses: [], targets: [], rules: [] };
  switch (template) {
    case "blank":
      return body;
    case "sac":
      return {
        ...body,
        targets: [target("first-response", DAY), target("resolution", 7 * DAY)],
        rules: [
          ...WARN,
          {
            at: "warning",
            measures: ["resolution"],
            action: { kind: "notify", whom: "supervisors" },
          },
        ],
      };
    case "commercial":
      return {
        ...body,
        pauses: ["third-party"],
        targets: [
          target("queue-wait", 15 * MINUTE, calendarId),
          target("first-response", HOUR, calendarId),
          target("next-response", 4 * HOUR, calendarId),
          target("acceptance", 30 * MINUTE, calendarId),
          target("resolution", 24 * HOUR, calendarId),
        ],
        rules: [...WARN],
      };
  }
}

export const bodyOf = ({
  name,
  isDefault,
  targets,
  pauses,
  rules,
}: SlaPolicyView | SlaPolicyBody): SlaPolicyBody => ({ name, isDefault, targets, pauses, rules });

/** Targets of the same measure and level: the server takes one. */
export function twiceAmong(targets: readonly Target[]): ReadonlySet<number> {
  const keys = targets.map(({ measure, level }) => `${measure} ${level}`);
  return new Set(keys.flatMap((key, i) => (keys.indexOf(key) === i ? [] : [i])));
}

export const isRight = (form: SlaPolicyBody): boolean =>
  form.name.trim() !== "" &&
  twiceAmong(form.targets).size === 0 &&
  form.targets.every(({ withinMs }) => withinMs >= MINUTE) &&
  form.rules.every(({ action }) => action.kind !== "move" || action.queueId !== "");
