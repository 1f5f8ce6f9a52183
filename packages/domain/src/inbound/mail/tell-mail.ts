import type { ConversationState } from "../../conversation.ts";
import type { BounceReport } from "../../email/bounce/bounce.ts";
import type { JudgedCandidate, ThreadVerdict } from "../../email/thread/thread-mail.ts";
import type { Activity } from "../route-inbound.ts";
import type { MailOriginal, MailWorld } from "./mail-world.ts";
import { isFinal } from "./take-bounce.ts";

/** A story line's recipients and links: more are told as a number. */
const TOLD_MAX = 10;

export function joinedBy(
  { id }: ConversationState,
  kind: "reopened" | "woken",
  because: string,
): Activity {
  return { conversationId: id, kind, because, data: {} };
}

/** How a new conversation is related to those that its first mail named. */
export function linksOf(
  { id }: ConversationState,
  verdict: ThreadVerdict,
  followed: JudgedCandidate | undefined,
  world: MailWorld,
): readonly Activity[] {
  const lines: Activity[] = [];
  if (followed) {
    lines.push({
      conversationId: id,
      kind: "follows",
      because: followed.rejectedBecause ?? "closed",
      data: linkTo([followed.conversationId], world),
    });
  }
  const others = verdict.candidates.filter(
    ({ conversationId, rejectedBecause }) =>
      conversationId !== followed?.conversationId && rejectedBecause !== "other-inbox",
  );
  const [first] = others;
  if (first?.rejectedBecause !== undefined) {
    const ids = [...new Set(others.map(({ conversationId }) => conversationId))];
    lines.push({
      conversationId: id,
      kind: "possibly-related",
      because: first.rejectedBecause,
      data: linkTo(ids, world),
    });
  }
  return lines;
}

function linkTo(ids: readonly string[], world: MailWorld): Activity["data"] {
  const told = ids.slice(0, TOLD_MAX);
  const protocols = told.flatMap((one) => world.conversations.get(one)?.state.protocol ?? []);
  return { conversationIds: told, protocols, count: ids.length };
}

/** What a delivery report says, in the story: once for what is lost, once for what is late. */
export function returnedActivities(
  { id }: ConversationState,
  report: BounceReport | undefined,
  original: MailOriginal | undefined,
): readonly Activity[] {
  if (!report) return [];
  const told = (
    kind: "bounced" | "delivery-delayed" | "delivery-reported",
    recipients: BounceReport["recipients"],
  ): readonly Activity[] =>
    recipients[0] === undefined
      ? []
      : [
          {
            conversationId: id,
            kind,
            because: recipients[0].reason,
            data: {
              recipients: recipients
                .slice(0, TOLD_MAX)
                .map(({ address, status, diagnostic }) => ({ address, status, diagnostic })),
              count: recipients.length,
              ...(original && { messageId: original.messageId }),
            },
          },
        ];
  if (report.kind === "delivered" || report.kind === "complaint") {
    return told("delivery-reported", report.recipients);
  }
  return [
    ...told(
      "bounced",
      report.recipients.filter((recipient) => isFinal(report, recipient)),
    ),
    ...told(
      "delivery-delayed",
      report.recipients.filter((recipient) => !isFinal(report, recipient)),
    ),
  ];
}

/** Somebody tried a name of ours that we never made: seen, not believed. */
export function forgedName(
  { id }: ConversationState,
  forged: readonly string[],
): readonly Activity[] {
  if (forged.length === 0) return [];
  return [
    {
      conversationId: id,
      kind: "forged-name",
      because: "signature-does-not-hold",
      data: { count: forged.length },
    },
  ];
}
