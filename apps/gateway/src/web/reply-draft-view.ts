import { type AnswerDraft, isUnread } from "@circuito/domain";
import type { ReplyDraft } from "@circuito/protocol";

/** The draft of a reply as a client is told of it. */
export function replyDraftOf(
  { subject, to, cc, leftOut }: AnswerDraft,
  signature: string | undefined,
): ReplyDraft {
  const shown = ({ warning, ...recipient }: AnswerDraft["to"][number]) => ({
    ...recipient,
    warning: warning ?? null,
  });
  const all = [...to, ...cc];
  const notes = [
    ...all.flatMap(({ warning }) => warning ?? []),
    ...leftOut.map(({ because }) => because),
    ...(all.length === 0 ? ["no-recipient"] : isUnread(all) ? ["nobody-reads"] : []),
  ];
  return {
    subject,
    to: to.map(shown),
    cc: cc.map(shown),
    leftOut: [...leftOut],
    notes: [...new Set(notes)],
    signature: signature ?? null,
  };
}
