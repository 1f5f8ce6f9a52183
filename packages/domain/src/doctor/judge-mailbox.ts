import type { MailboxHint, MailboxStep } from "../email/index.ts";
import { type Finding, found } from "./finding.ts";

/** One step of a mailbox's test that ended. */
export interface MailboxStepReading {
  readonly step: MailboxStep;
  readonly status: "ok" | "failed" | "skipped";
  readonly hint: MailboxHint | null;
  readonly words: string | null;
}

/** The first step that failed explains those after it; then what went well with a remark. */
export function judgeMailbox(steps: readonly MailboxStepReading[]): Finding {
  const failed = steps.find(({ status }) => status === "failed");
  if (failed) {
    const { step, hint, words } = failed;
    return found("mailbox-fails", { step, hint: hint ?? "unknown", ...(words && { words }) });
  }
  const remarks = new Set(steps.flatMap(({ hint }) => hint ?? []));
  if (remarks.has("in-junk-folder")) return found("mailbox-junk");
  if (remarks.has("idle-missing")) return found("mailbox-asks");
  return found("mailbox-works", { steps: steps.filter(({ status }) => status === "ok").length });
}
