/* What a browser writes procedures with, and runs them by: apart from the schemas, so that no validator comes along. */
export {
  END,
  type FitReason,
  isWebAddress,
  mistakesInProcedure,
  type ProcedureMistake,
  readAnswer,
  refuseStep,
  runProcedure,
  STEP_FIELDS,
  STEP_KINDS,
  type StepField,
  type StepKind,
  type StepRefusal,
  type TakenStep,
} from "@circuito/domain";

/** More steps are several procedures. */
export const STEPS_MAX = 60;
/** More ways on are no decision that somebody takes while a customer waits. */
export const STEP_CHOICES_MAX = 12;
/** As long as an answer of a customer service may be. */
export const STEP_BODY_LENGTH_MAX = 4_000;
export const STEP_ANSWER_LENGTH_MAX = 1_000;
