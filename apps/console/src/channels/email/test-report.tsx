import { Callout, Problem } from "@circuito/ui";
import { useT } from "../../i18n/translate.ts";
import type { MailboxForm } from "./mailbox-form.ts";
import { TestSteps } from "./test-steps.tsx";
import type { useMailboxTest } from "./use-mailbox-test.ts";

interface TestReportProps {
  readonly test: ReturnType<typeof useMailboxTest>;
  readonly form: MailboxForm;
  readonly onChange: (part: Partial<MailboxForm>) => void;
  /** What else went wrong, in words. */
  readonly problem: string | null;
}

/** What became of a mailbox's test, said aloud. */
export function TestReport({ test, form, onChange, problem }: TestReportProps) {
  const t = useT();
  const { events, outcome } = test;
  return (
    <>
      {events.length > 0 && (
        <TestSteps
          events={events}
          onTrust={(half, certificate) => onChange({ [half]: { ...form[half], certificate } })}
        />
      )}
      <div role="status" className="empty:hidden">
        {outcome === "ok" && <Callout tone="ok">{worksText(form, t)}</Callout>}
        {outcome === "failed" && <Callout tone="danger">{t("mailbox.fails")}</Callout>}
      </div>
      {(problem ?? test.problem) !== null && <Problem>{problem ?? test.problem}</Problem>}
    </>
  );
}

function worksText({ receives, sends }: MailboxForm, t: ReturnType<typeof useT>): string {
  if (receives && sends) return t("mailbox.works");
  return t(receives ? "mailbox.worksReceiving" : "mailbox.worksSending");
}
