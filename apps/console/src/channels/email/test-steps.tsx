import { Button } from "@circuito/ui";
import { CircleAlert, CircleCheck, CircleDashed, LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import type { MailboxStepResult, MailboxTestEvent } from "../../api/mailbox-setup.ts";
import { type MessageId, useT } from "../../i18n/translate.ts";
import { CopyDiagnosis } from "../copy-diagnosis.tsx";
import { hintText, stepName } from "./setup-labels.ts";

interface TestStepsProps {
  readonly events: readonly MailboxTestEvent[];
  /** Makes the certificate the one that is meant for this half. */
  readonly onTrust: (half: "imap" | "smtp", certificate: string) => void;
}

interface Line {
  readonly step: string;
  readonly result: MailboxStepResult | null;
}

const LOOKS = {
  running: { icon: <LoaderCircle className="text-fg-3" />, label: "step.running" },
  ok: { icon: <CircleCheck className="text-ok-icon" />, label: "step.ok" },
  failed: { icon: <CircleAlert className="text-danger-text" />, label: "step.failed" },
  skipped: { icon: <CircleDashed className="text-fg-3" />, label: "step.skipped" },
} as const satisfies Record<string, { icon: ReactNode; label: MessageId }>;

/** Each step of a mailbox's test by name: how it went, what the server said, what to do about it. */
export function TestSteps({ events, onTrust }: TestStepsProps) {
  const t = useT();
  return (
    <ol
      aria-label={t("mailbox.steps")}
      className="divide-y divide-line-subtle rounded-pane border border-line"
    >
      {linesOf(events).map(({ step, result }) => {
        const look = LOOKS[result?.status ?? "running"];
        const tls = result?.hint?.startsWith("certificate-") ? result.facts?.tls : undefined;
        return (
          <li
            key={step}
            className="flex gap-2.5 px-3 py-2 text-13 [&>.lucide]:mt-0.5 [&>.lucide]:size-4 [&>.lucide]:flex-none"
          >
            {look.icon}
            <div className="min-w-0 grow">
              <p className="flex flex-wrap gap-x-2">
                <span className="grow font-medium">{stepName(step)}</span>
                <span className="text-12 tabular-nums text-fg-2">
                  {t(look.label)}
                  {result !== null && result.status !== "skipped" && ` · ${result.ms} ms`}
                </span>
              </p>
              {result?.hint != null && <p>{hintText(result.hint)}</p>}
              {result?.theirWords != null && (
                <p className="font-mono text-12 text-fg-2 wrap-anywhere">{result.theirWords}</p>
              )}
              {result?.status === "failed" && (
                <CopyDiagnosis
                  failed={{
                    ...{ step, name: stepName(step), hint: result.hint, words: result.theirWords },
                    help: result.hint === null ? undefined : hintText(result.hint),
                  }}
                />
              )}
              {tls !== undefined && (
                <div className="mt-1 flex flex-col items-start gap-1 text-12 text-fg-2 wrap-anywhere">
                  <span>{`${tls.subject} · ${tls.issuer}`}</span>
                  <code className="font-mono">{tls.fingerprint256}</code>
                  <Button
                    size="small"
                    onPress={() =>
                      onTrust(step.startsWith("imap") ? "imap" : "smtp", tls.certificate)
                    }
                  >
                    {t("mailbox.trust")}
                  </Button>
                </div>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** In the order in which they were begun. */
function linesOf(events: readonly MailboxTestEvent[]): readonly Line[] {
  const lines = new Map<string, Line>();
  for (const event of events) {
    if (event.kind === "started") lines.set(event.step, { step: event.step, result: null });
    if (event.kind === "step") lines.set(event.step, { step: event.step, result: event });
  }
  return [...lines.values()];
}
