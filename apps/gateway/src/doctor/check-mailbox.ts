import { randomBytes } from "node:crypto";
import { type Finding, found, judgeMailbox, type MailboxStepReading } from "@circuito/domain";
import type { StoredInbox } from "@circuito/store";
import { loadMailboxTools, type MailboxTools } from "../inboxes/mailbox-tools.ts";
import { wholeSettings } from "../inboxes/open-connector.ts";
import { isDemoMailbox } from "../seed/demo-mailbox.ts";
import type { DoctorParts } from "./doctor-parts.ts";

/** 128 bits, in the letters that a mark may have. */
const NONCE_BYTES = 16;

/** Logs in, looks whether mail would be told at once, and sends one letter to the mailbox itself. */
export async function checkMailbox(
  parts: DoctorParts,
  inbox: StoredInbox,
  signal: AbortSignal,
): Promise<Finding> {
  if (!inbox.enabled) return found("mailbox-off");
  // Its letters are taken by a process of the demo, and by nobody else.
  const isDemo = parts.database && (await isDemoMailbox(parts.database, inbox));
  if (isDemo) return found("mailbox-demo");
  const { setup, dns, host } = await loadMailboxTools(parts);
  const mailbox = mailboxOf(inbox, parts, setup.mailboxHalves);
  if (!mailbox) return found("settings-unreadable");
  const nonce = randomBytes(NONCE_BYTES).toString("hex");
  const means = { host, dns, signer: parts.signer, nonce };
  const steps: MailboxStepReading[] = [];
  for await (const event of setup.testMailbox(mailbox, means, signal)) {
    if (event.kind !== "step") continue;
    const { step, status, hint, theirWords } = event;
    steps.push({ step, status, hint, words: theirWords });
  }
  // What was cut off by the end of its time says nothing of how it would have ended.
  return signal.aborted ? found("no-answer") : judgeMailbox(steps);
}

function mailboxOf(
  inbox: StoredInbox,
  { sealer }: DoctorParts,
  mailboxHalves: MailboxTools["setup"]["mailboxHalves"],
) {
  try {
    const settings = wholeSettings(inbox, sealer);
    const { address } = settings;
    const halves = mailboxHalves(settings);
    if (halves.kind === "wrong" || typeof address !== "string") return undefined;
    return { address, imap: halves.imap, smtp: halves.smtp };
  } catch {
    return undefined;
  }
}
