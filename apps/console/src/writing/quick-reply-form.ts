import type { QuickReplyView } from "@circuito/protocol";
import { unknownVariables } from "@circuito/protocol/writing-text";
import type { WrittenQuickReply } from "../api/client.ts";
import type { MessageId } from "../i18n/translate.ts";

/** A quick reply as it stands in the form. */
export type QuickReplyForm = WrittenQuickReply;

export const formOf = (reply: QuickReplyView | null, mayShare: boolean): QuickReplyForm => ({
  name: reply?.name ?? "",
  body: reply?.body ?? "",
  scope: reply?.scope ?? (mayShare ? "everybody" : "mine"),
  queueId: reply?.queueId ?? null,
  channels: reply?.channels ?? [],
});

export interface FormProblems {
  readonly name?: MessageId;
  readonly body?: MessageId;
  readonly queueId?: MessageId;
  /** Names in braces that mean nothing. */
  readonly unknown: readonly string[];
}

export function problemsOf({ name, body, scope, queueId }: QuickReplyForm): FormProblems {
  return {
    ...(name.trim() === "" ? { name: "quickReply.nameNeeded" } : {}),
    ...(body.trim() === "" ? { body: "quickReply.textNeeded" } : {}),
    ...(scope === "queue" && queueId === null ? { queueId: "quickReply.queueNeeded" } : {}),
    unknown: unknownVariables(body),
  };
}

export const isRight = ({ name, body, queueId, unknown }: FormProblems): boolean =>
  unknown.length === 0 && [name, body, queueId].every((problem) => problem === undefined);
