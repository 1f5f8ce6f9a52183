import type { ThreadProof } from "../../email/automatic/automatic-action.ts";
import type { MailClass } from "../../email/automatic/automatic-mail.ts";
import type { MailContent } from "../../email/mail-content.ts";
import type { ThreadKey, ThreadRule } from "../../email/thread/thread-keys.ts";
import {
  type FoundCandidate,
  type JudgedCandidate,
  type ThreadCandidate,
  type ThreadVerdict,
  threadMail,
} from "../../email/thread/thread-mail.ts";
import { isStaffAddress } from "./mail-people.ts";
import type { MailInboxSettings } from "./mail-record.ts";
import { candidateOf, type MailWorld, threadKeyName } from "./mail-world.ts";

/** Where a mail belongs, with every conversation that it named. */
export function findPlace(
  mail: MailContent,
  mailClass: MailClass,
  inboxId: string,
  returned: readonly ThreadKey[],
  world: MailWorld,
  now: number,
  settings: MailInboxSettings & { readonly reopenWindowMs: number },
): ThreadVerdict {
  const byId = new Map<string, ThreadCandidate>();
  const found: FoundCandidate[] = [...returned, ...mail.keys].flatMap((key) => {
    const id = world.named.get(threadKeyName(inboxId, key));
    const candidate = id === undefined ? undefined : addWithMerged(byId, id, world);
    return candidate ? [{ key, candidate }] : [];
  });
  return threadMail(
    {
      inboxId,
      subject: mail.subject,
      from: mail.from.map(lowerCase),
      replyTo: mail.replyTo.map(lowerCase),
      sender: mail.sender ? [lowerCase(mail.sender)] : [],
      // Only our own people can put a mail into our Sent folder.
      isAuthenticated: mail.isAuthenticated || mail.origin === "sent",
      class: mailClass,
      enclosesMail: mail.enclosesMail,
      hasQuote: mail.hasQuote,
    },
    found,
    byId,
    now,
    {
      reopenWindowMs: settings.reopenWindowMs,
      isStaff: (address) =>
        (mail.origin === "sent" && address !== "") ||
        isStaffAddress(address, world.agents, settings),
    },
  );
}

/** A candidate and where its merges lead. */
function addWithMerged(
  byId: Map<string, ThreadCandidate>,
  id: string,
  world: MailWorld,
): ThreadCandidate | undefined {
  for (let at: string | undefined = id; at !== undefined && !byId.has(at); ) {
    const conversation = world.conversations.get(at);
    if (!conversation) break;
    byId.set(at, candidateOf(conversation));
    at = conversation.mergedInto;
  }
  return byId.get(id);
}

/** What is no address stands for nobody, and still counts as one of several. */
function lowerCase(mailbox: { readonly address: string | undefined }): string {
  return mailbox.address?.toLowerCase() ?? "";
}

/** How sure it is that the mail answers one of ours. */
export function proofOf({ placement }: ThreadVerdict): ThreadProof {
  if (placement.kind === "new") return "none";
  return PROOFS[placement.by];
}

const PROOFS: Readonly<Record<ThreadRule, ThreadProof>> = {
  "reply-address": "signed",
  "own-message-id": "signed",
  "stored-id": "stored-id",
  "signed-reference": "weak",
  "provider-thread": "weak",
};

/** Refusals that say nothing against the writer: the mail is about what that conversation was about. */
const GOES_ON: ReadonlySet<JudgedCandidate["rejectedBecause"]> = new Set([
  "closed",
  "after-reopen-window",
  "topic-changed",
]);

/** The conversation that a new one goes on from, and why it did not take the mail itself. */
export function followedBy(verdict: ThreadVerdict): JudgedCandidate | undefined {
  if (verdict.placement.kind === "join") return undefined;
  return verdict.candidates.find(({ rejectedBecause }) => GOES_ON.has(rejectedBecause));
}
