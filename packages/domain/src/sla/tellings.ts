import {
  MOMENTS_IN_ORDER,
  type SlaAction,
  type SlaMeasure,
  type SlaMoment,
  type SlaTerms,
} from "./sla-policy.ts";
import type { Standing } from "./standing.ts";

/** Of a conversation's clock, by what it measures and when it began. */
export interface ClockName {
  readonly measure: SlaMeasure;
  readonly startedAt: number;
}

/** A moment of a promise that was acted upon. */
export interface Told extends ClockName {
  readonly moment: SlaMoment;
}

/** A moment that came: to be told and acted upon, once. */
export interface Telling extends Told {
  readonly standing: Standing;
  /** When it came, which may be before now. */
  readonly at: number;
  readonly actions: readonly SlaAction[];
}

/** What is to be told now of promises still open, in the order in which it came. */
export function dueTellings(
  standings: readonly Standing[],
  told: readonly Told[],
  terms: SlaTerms,
  now: number,
): readonly Telling[] {
  return untold(standings, told)
    .filter(({ at }) => at <= now)
    .map((next) => ({ ...next, actions: actionsAt(terms, next) }));
}

/** When there is something to tell next; `undefined` while nothing's time goes by. */
export function nextTellingAt(
  standings: readonly Standing[],
  told: readonly Told[],
): number | undefined {
  return untold(standings, told)[0]?.at;
}

type Untold = Omit<Telling, "actions">;

function untold(standings: readonly Standing[], told: readonly Told[]): readonly Untold[] {
  return standings
    .filter(({ clock }) => !clock.end)
    .flatMap((standing): Untold[] =>
      MOMENTS_IN_ORDER.flatMap((moment) => {
        const { measure, startedAt } = standing.clock;
        const at = standing.moments[moment];
        const was = told.some(
          (one) => one.measure === measure && one.startedAt === startedAt && one.moment === moment,
        );
        return at === undefined || was ? [] : [{ measure, startedAt, moment, standing, at }];
      }),
    )
    .sort((a, b) => a.at - b.at);
}

function actionsAt(terms: SlaTerms, { measure, moment }: Told): readonly SlaAction[] {
  return terms.rules
    .filter((rule) => rule.at === moment && (rule.measures?.includes(measure) ?? true))
    .map((rule) => rule.action);
}
