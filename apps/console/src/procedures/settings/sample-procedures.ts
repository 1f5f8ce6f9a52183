import type { ProcedureContent, ProcedureStepView } from "@circuito/protocol";
import { END } from "@circuito/protocol/procedure-text";
import type { MessageId, Translate } from "../../i18n/translate.ts";
import { emptyProcedure, emptyStep } from "./procedure-edit.ts";

/** What most customer services write first. */
export const SAMPLE_IDS = ["copy", "exchange", "access"] as const;
export type SampleId = (typeof SAMPLE_IDS)[number];

/** A procedure to begin with: whole, so that it could be run, and meant to be changed. */
export function sampleProcedure(sample: SampleId, t: Translate): ProcedureContent {
  return {
    ...emptyProcedure(),
    name: t(`procedures.sample.${sample}-name`),
    purpose: t(`procedures.sample.${sample}-purpose`),
    steps: [...STEPS[sample](stepsIn(sample, t))],
  };
}

type Make = (
  key: string,
  kind: ProcedureStepView["kind"],
  more?: Partial<ProcedureStepView>,
) => ProcedureStepView;

/** Steps whose words are in the catalog by the sample and their key. */
function stepsIn(sample: SampleId, t: Translate): { readonly step: Make; readonly yesOr: YesOr } {
  const words = (key: string) => t(`procedures.sample.${sample}-${key}` as MessageId);
  return {
    step: (key, kind, more) => ({
      ...emptyStep(key, kind),
      title: words(key),
      ...(kind === "text" && { body: words(`${key}Body`) }),
      ...more,
    }),
    yesOr: (no) => [
      { label: t("procedures.sample.yes"), goTo: null },
      { label: t("procedures.sample.no"), goTo: no },
    ],
  };
}

/** Yes goes on below, no elsewhere. */
type YesOr = (no: string) => ProcedureStepView["choices"];

const REQUIRED = { isRequired: true } as const;

const STEPS: Readonly<
  Record<SampleId, (of: ReturnType<typeof stepsIn>) => readonly ProcedureStepView[]>
> = {
  copy: ({ step, yesOr }) => [
    step("document", "field", { field: "cpf", ...REQUIRED }),
    step("overdue", "decision", { choices: yesOr("send") }),
    step("renew", "check", REQUIRED),
    step("send", "text"),
  ],
  exchange: ({ step, yesOr }) => [
    step("order", "field", { field: "order", ...REQUIRED }),
    step("what", "ask", REQUIRED),
    step("term", "decision", { choices: yesOr("late") }),
    step("how", "text", { goTo: END }),
    step("late", "text"),
  ],
  access: ({ step, yesOr }) => [
    step("who", "check", REQUIRED),
    step("link", "check", REQUIRED),
    step("spam", "text"),
    step("in", "decision", { choices: yesOr("escalate").map(endingWhenYes) }),
    step("escalate", "check"),
  ],
};

const endingWhenYes = (choice: ProcedureStepView["choices"][number]) =>
  choice.goTo === null ? { ...choice, goTo: END } : choice;
