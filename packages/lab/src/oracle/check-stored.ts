import type { FinalRead } from "./final-read.ts";
import { messageKey, type SentMessage } from "./sent.ts";
import { Findings, type Verdict } from "./verdict.ts";

/**
 * O1: everything accepted is there, and nothing is there that was not sent.
 *
 * - lost: a 2xx was seen, and the message is nowhere
 * - unexpected: stored, though never sent or definitely refused
 *
 * `recovered` counts messages whose fate was unknown to the sender and that are there; that is fine.
 * `aside` counts accepted ones that are kept outside conversations (parked, suppressed).
 */
export function checkStored(
  sent: ReadonlyMap<string, SentMessage>,
  read: FinalRead,
  acceptedMin: number,
): Verdict {
  const findings = new Findings(["lost", "unexpected"]);
  const stored = new Set<string>();
  for (const message of read.messages) {
    if (message.ext === null) continue;
    const key = messageKey(message.account, message.ext);
    stored.add(key);
    const known = sent.get(key);
    if (!known) findings.add("unexpected", `${key} was never sent`);
    else if (known.outcome === "refused") findings.add("unexpected", `${key} was refused`);
  }
  const aside = new Set(read.aside.map((element) => messageKey(element.account, element.ext)));

  const figures = { sent: sent.size, accepted: 0, recovered: 0, vanished: 0, aside: 0 };
  for (const message of sent.values()) {
    const isStored = stored.has(message.key);
    if (message.outcome === "accepted") {
      figures.accepted++;
      if (!isStored && aside.has(message.key)) figures.aside++;
      else if (!isStored) findings.add("lost", `${message.key} of ${message.address}`);
    } else if (message.outcome === "unknown") {
      if (isStored) figures.recovered++;
      else figures.vanished++;
    }
  }
  return findings.conclude("O1", figures, figures.accepted >= acceptedMin);
}
