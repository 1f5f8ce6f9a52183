import type { ContactPointView } from "@circuito/protocol";
import type { MessageId } from "../i18n/translate.ts";

export const pointId = ({ inboxId, address }: ContactPointView): string => `${inboxId} ${address}`;

export interface Points {
  /** Where something can be begun, the likeliest first. */
  readonly possible: readonly ContactPointView[];
  /** Where something is open: it is gone on with. */
  readonly open: readonly ContactPointView[];
  readonly impossible: readonly ContactPointView[];
}

/**
 * @param inboxId of the conversation that it is begun from: people answer where they wrote
 */
export function sortPoints(points: readonly ContactPointView[], inboxId?: string): Points {
  const rank = (point: ContactPointView) =>
    (point.inboxId === inboxId ? 0 : 2) + (point.takes === "words" ? 0 : 1);
  return {
    possible: points
      .filter(({ open, takes }) => open === null && takes !== "nothing")
      .toSorted((a, b) => rank(a) - rank(b)),
    open: points.filter(({ open }) => open !== null),
    impossible: points.filter(({ open, takes }) => open === null && takes === "nothing"),
  };
}

const REASONS: Readonly<Record<string, MessageId>> = {
  "never-wrote": "begin.because.neverWrote",
  "inbox-off": "begin.because.inboxOff",
  "opted-out": "begin.because.optedOut",
  undeliverable: "begin.because.undeliverable",
};

/** Why nobody can be written to there. */
export const whyNot = ({ because }: ContactPointView): MessageId =>
  REASONS[because ?? ""] ?? "begin.because.other";
