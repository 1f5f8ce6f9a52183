import { contentHash } from "../journal.ts";
import type { FinalRead } from "./final-read.ts";
import { messageKey, type SentMessage } from "./sent.ts";
import { Findings, type Verdict } from "./verdict.ts";

/**
 * O2: each message once, unchanged, with the right customer.
 *
 * - duplicate: one external id, several messages
 * - corrupted: other words than were sent; truncated: fewer
 * - cross-wired: in a conversation of another contact point or inbox
 */
export function checkOnce(
  sent: ReadonlyMap<string, SentMessage>,
  read: FinalRead,
  acceptedMin: number,
): Verdict {
  const findings = new Findings(["duplicate", "corrupted", "truncated", "cross-wired"]);
  const owners = new Map(read.conversations.map((conversation) => [conversation.id, conversation]));
  const copies = new Map<string, number>();
  let compared = 0;

  for (const message of read.messages) {
    if (message.ext === null) continue;
    const key = messageKey(message.account, message.ext);
    const count = (copies.get(key) ?? 0) + 1;
    copies.set(key, count);
    if (count > 1) findings.add("duplicate", `${key}, copy ${count} is ${message.id}`);

    const known = sent.get(key);
    if (!known) continue;
    compared++;
    if (contentHash(known.address, message.text) !== known.hash) {
      const kind = message.text.length < known.length ? "truncated" : "corrupted";
      findings.add(kind, `${key} is ${message.id}`);
    }
    const owner = owners.get(message.conversationId);
    if (owner?.address !== known.address || owner.account !== message.account) {
      const whose = owner ? `${owner.address} at ${owner.account}` : "nobody";
      findings.add("cross-wired", `${key} of ${known.address} is in a conversation of ${whose}`);
    }
  }
  const deliveries = [...sent.values()].reduce((sum, message) => sum + message.deliveries, 0);
  const figures = { compared, deliveries };
  return findings.conclude("O2", figures, compared >= acceptedMin);
}
