import type { AttendantWords } from "../attendant/attendant-flow.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../calendar/time-zone.ts";
import type { Channel } from "../channel.ts";
import type { Level } from "../conversation.ts";
import type { QueueId } from "../ids.ts";
import type { ScoreBand, SurveyKind } from "./survey-scale.ts";

/** Which conversations a survey is for; an empty list: all of them. */
export interface SurveyScope {
  readonly queueIds: readonly QueueId[];
  readonly levels: readonly Level[];
  readonly channels: readonly Channel[];
}

/** What an admin decides of one survey. */
export interface SurveyPolicy {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly kind: SurveyKind;
  readonly scope: SurveyScope;
  /** After the conversation was resolved; ms. */
  readonly delayMs: number;
  /** How long an answer counts, from the sending on; ms. */
  readonly respondWithinMs: number;
  /** With the variables of quick replies; a language without words of its own has the built-in ones. */
  readonly question: AttendantWords;
  /** Whether the reasons are asked for after the score. */
  readonly asksWhy: boolean;
  /** How, by what the score was; what has no words here has the built-in ones. */
  readonly followUp: Readonly<Partial<Record<ScoreBand, AttendantWords>>>;
}

/** How often one person may be asked, over all channels, queues and surveys (rules §11). */
export interface SurveyCaps {
  /** Between any two surveys, ms. */
  readonly anyEveryMs: number;
  /** Between two about the company as a whole (NPS), ms. */
  readonly npsEveryMs: number;
}

/** All of it, as it was saved once; the policies in the order in which they are tried. */
export interface SurveySettings {
  readonly version: number;
  readonly policies: readonly SurveyPolicy[];
  readonly caps: SurveyCaps;
}

/** What holds where nobody saved any: nobody is asked. */
export const NO_SURVEYS: SurveySettings = {
  version: 0,
  policies: [],
  caps: { anyEveryMs: 7 * DAY_MS, npsEveryMs: 90 * DAY_MS },
};

/** The tenth minute: the matter is fresh, and whoever forgot something has written again by then. */
export const SURVEY_DELAY_MS = 10 * MINUTE_MS;
/** Later nobody knows what is asked about. */
export const SURVEY_DELAY_MAX_MS = 7 * DAY_MS;
/** Mail is answered after a weekend; later scores are of what people remember. */
export const RESPOND_WITHIN_MS = 7 * DAY_MS;
/** An open question keeps its conversation from being closed for good. */
export const RESPOND_WITHIN_MIN_MS = HOUR_MS;
export const RESPOND_WITHIN_MAX_MS = 30 * DAY_MS;
/** A year without being asked. */
export const SURVEY_CAP_MAX_MS = 366 * DAY_MS;
/** One SMS of several parts. */
export const SURVEY_WORDS_LENGTH_MAX = 600;
/** More are not told apart by anybody who reads the list. */
export const SURVEYS_MAX = 50;
/** A score may be changed on its page for this long: people press the wrong end of a scale (ux S24). */
export const SCORE_CHANGEABLE_MS = DAY_MS;
/** Reasons come right after they were asked for; what comes later is about something else. */
export const REASONS_WITHIN_MS = 15 * MINUTE_MS;
/** Longer ones are letters, and are cut. */
export const REASONS_LENGTH_MAX = 2_000;

export function isInScope(
  { queueIds, levels, channels }: SurveyScope,
  of: {
    readonly queueId: QueueId | undefined;
    readonly level: Level;
    readonly channel: Channel;
  },
): boolean {
  const isOf = <T>(all: readonly T[], one: T | undefined) =>
    all.length === 0 || (one !== undefined && all.includes(one));
  return isOf(queueIds, of.queueId) && isOf(levels, of.level) && isOf(channels, of.channel);
}

/** The policies that a conversation may be asked by, in their order. */
export function surveysFor(
  policies: readonly SurveyPolicy[],
  of: Parameters<typeof isInScope>[1],
): readonly SurveyPolicy[] {
  return policies.filter(({ enabled, scope }) => enabled && isInScope(scope, of));
}
