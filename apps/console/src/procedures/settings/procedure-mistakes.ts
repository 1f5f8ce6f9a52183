import type { ProcedureMistake } from "@circuito/protocol/procedure-text";
import { ApiError } from "../../api/request.ts";
import { type MessageId, t } from "../../i18n/translate.ts";
import { adminErrorText } from "../../settings/admin-error.ts";

const MISTAKES: Readonly<Record<ProcedureMistake["because"], MessageId>> = {
  "no-steps": "procedures.mistake.noSteps",
  "same-key-twice": "procedures.mistake.sameKeyTwice",
  "no-words": "procedures.mistake.noWords",
  "no-address": "procedures.mistake.noAddress",
  "no-field": "procedures.mistake.noField",
  "too-few-choices": "procedures.mistake.tooFewChoices",
  "same-choice-twice": "procedures.mistake.sameChoiceTwice",
  "no-such-step": "procedures.mistake.noSuchStep",
  loop: "procedures.mistake.loop",
  unreachable: "procedures.mistake.unreachable",
};

export const mistakeText = (because: ProcedureMistake["because"]): string => t(MISTAKES[because]);

/** Why a procedure was not kept or published, in words. */
export function procedureErrorText(error: unknown): string {
  if (!(error instanceof ApiError)) return adminErrorText(error);
  const { because } = error.details;
  const found = Object.entries(MISTAKES).find(([name]) => name === because);
  return found === undefined ? adminErrorText(error) : t(found[1]);
}
