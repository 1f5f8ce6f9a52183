import type { PlannedCheckView } from "@circuito/protocol";
import { checkName, checkStatusName, doctorAdvice } from "@circuito/protocol/doctor-text";
import { CircleAlert, CircleCheck, CircleDashed, LoaderCircle, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { hintText, stepName } from "../channels/email/setup-labels.ts";
import { currentLocale, useT } from "../i18n/translate.ts";
import type { SeenFinding } from "./diagnosis.ts";

interface FindingRowProps {
  readonly planned: PlannedCheckView;
  /** Absent while it is looked at. */
  readonly finding: SeenFinding | undefined;
}

const ICONS: Readonly<Record<SeenFinding["status"], ReactNode>> = {
  ok: <CircleCheck className="text-ok-icon" />,
  warning: <TriangleAlert className="text-warn-text" />,
  broken: <CircleAlert className="text-danger-text" />,
  unchecked: <CircleDashed className="text-fg-3" />,
};

/** One thing that was looked at: how it does, why, and how to mend it. */
export function FindingRow({ planned, finding }: FindingRowProps) {
  const t = useT();
  const locale = currentLocale();
  const status = finding?.status;
  const advice = finding && adviceOf(finding, t("diagnostics.mailboxStep", stepOf(finding)));
  return (
    <li className="flex gap-2.5 px-3 py-2.5 text-13 [&>.lucide]:mt-0.5 [&>.lucide]:size-4 [&>.lucide]:flex-none">
      {status === undefined ? <LoaderCircle className="text-fg-3" /> : ICONS[status]}
      <div className="flex min-w-0 grow flex-col gap-0.5">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium wrap-anywhere">{checkName(planned.check, locale)}</span>
          {planned.inbox && <span className="text-fg-2 wrap-anywhere">{planned.inbox.name}</span>}
          <span className="ml-auto flex-none text-12 text-fg-2">
            {status === undefined ? t("diagnostics.looking") : checkStatusName(status, locale)}
          </span>
        </p>
        {advice && <p className="text-fg-2 wrap-anywhere">{advice.why}</p>}
        {finding?.facts.words !== undefined && (
          <p className="font-mono text-12 text-fg-2 wrap-anywhere">{finding.facts.words}</p>
        )}
        {advice?.mend !== undefined && (
          <p className="max-w-prose wrap-anywhere">
            <WithCode text={advice.mend} />
          </p>
        )}
      </div>
    </li>
  );
}

const stepOf = ({ facts }: SeenFinding) => ({ step: stepName(String(facts.step ?? "")) });

/** What a mailbox's test says has words of its own, step by step. */
function adviceOf(finding: SeenFinding, failedAt: string): ReturnType<typeof doctorAdvice> {
  if (finding.because !== "mailbox-fails") return doctorAdvice(finding, currentLocale());
  return { why: failedAt, mend: hintText(String(finding.facts.hint ?? "unknown")) };
}

/** What is to be typed as it stands is between backquotes. */
function WithCode({ text }: { readonly text: string }) {
  return text.split("`").map((part, index) => {
    const key = `${index}${part}`;
    return index % 2 === 0 ? (
      <span key={key}>{part}</span>
    ) : (
      <code key={key} className="rounded-chip bg-muted px-1 font-mono text-12">
        {part}
      </code>
    );
  });
}
