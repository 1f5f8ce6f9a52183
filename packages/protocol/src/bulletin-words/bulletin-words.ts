import type { AlertKind, NewsKind } from "@circuito/domain";

/**
 * Words of one language. In curly brackets: {name} of the alert, {value}, {limit}, {usual}, {subject},
 * {time} since it fired; {period} and {count} of a report.
 */
export interface BulletinWords {
  readonly fired: string;
  readonly over: string;
  readonly test: string;
  readonly testText: string;
  /** What is watched where nothing is named. */
  readonly anywhere: Readonly<Record<AlertKind, string>>;
  readonly firedText: Readonly<Record<AlertKind, string>>;
  readonly overText: Readonly<Record<AlertKind, string>>;
  readonly lasted: string;
  readonly open: string;
  /** Why somebody gets it, and where that is changed. */
  readonly whyAlert: string;
  readonly mailTest: string;
  readonly mailTestText: string;
  readonly whyTest: string;
  /** A report's heading, and what stands where there is nothing, or more than a letter shows. */
  readonly report: string;
  readonly reportEmpty: string;
  readonly reportMore: string;
  readonly reportTimes: string;
  readonly whyReport: string;
  /** What is new to one of us: {count} in all. */
  readonly news: string;
  readonly newsKinds: Readonly<Record<NewsKind, string>>;
  readonly whyNews: string;
}
