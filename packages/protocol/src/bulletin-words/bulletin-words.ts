import type { AlertKind } from "@circuito/domain";

/**
 * Words of one language. In curly brackets: {name} of the alert, {value}, {limit}, {usual}, {subject},
 * {time} since it fired.
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
}
