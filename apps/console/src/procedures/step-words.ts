import type { ProcedureStepView } from "@circuito/protocol";
import type { StepField, StepKind } from "@circuito/protocol/procedure-text";
import {
  CircleQuestionMark,
  ExternalLink,
  type LucideIcon,
  MessageSquareText,
  Split,
  SquareCheck,
  TextCursorInput,
} from "lucide-react";
import { masked } from "../categories/mask.ts";
import type { MessageId } from "../i18n/translate.ts";

export const KIND_NAMES: Readonly<Record<StepKind, MessageId>> = {
  check: "procedures.kind.check",
  ask: "procedures.kind.ask",
  field: "procedures.kind.field",
  text: "procedures.kind.text",
  link: "procedures.kind.link",
  decision: "procedures.kind.decision",
};

export const KIND_ICONS: Readonly<Record<StepKind, LucideIcon>> = {
  check: SquareCheck,
  ask: CircleQuestionMark,
  field: TextCursorInput,
  text: MessageSquareText,
  link: ExternalLink,
  decision: Split,
};

export const FIELD_NAMES: Readonly<Record<StepField, MessageId>> = {
  number: "procedures.field.number",
  date: "procedures.field.date",
  cpf: "procedures.field.cpf",
  cnpj: "procedures.field.cnpj",
  order: "procedures.field.order",
};

/** An answer as people write it: a CPF with its dots. */
export function answerText(step: ProcedureStepView | undefined, answer: string): string {
  return step?.kind === "field" && step.field !== null ? masked(step.field, answer) : answer;
}
