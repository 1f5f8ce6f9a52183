import type { DiagnosticEvent } from "@circuito/protocol";
import { checkName } from "@circuito/protocol/doctor-text";
import { Button, Callout, EmptyState } from "@circuito/ui";
import { Stethoscope } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { postLines } from "../api/post-lines.ts";
import { ApiError } from "../api/request.ts";
import { currentLocale, useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { SettingsPage } from "../settings/settings-page.tsx";
import { useIsOnline } from "../workspace/workspace-context.ts";
import {
  CHECK_GROUPS,
  type CheckGroup,
  checksOf,
  type Diagnosis,
  NOTHING_SEEN,
  type SeenFinding,
  withEvent,
  withStatus,
} from "./diagnosis.ts";
import { FindingRow } from "./finding-row.tsx";

const GROUPS = Object.keys(CHECK_GROUPS) as readonly CheckGroup[];

/** Diagnóstico: everything that breaks installations, looked at when somebody asks. */
export function DiagnosticsScreen() {
  const t = useT();
  const isOnline = useIsOnline();
  const { diagnosis, isRunning, problem, look } = useDiagnosis();
  const isFirst = diagnosis.checks.length === 0;
  const button = (
    <Button
      variant="primary"
      isPending={isRunning}
      disabledReason={isOnline ? undefined : t("problem.needsConnection")}
      onPress={() => void look()}
    >
      {t(isFirst ? "diagnostics.now" : "diagnostics.again")}
    </Button>
  );
  return (
    <SettingsPage
      title={t("diagnostics.title")}
      intro={t("diagnostics.intro")}
      actions={isFirst ? undefined : button}
    >
      {isFirst ? (
        <EmptyState icon={<Stethoscope />} title={t("diagnostics.none")} action={button}>
          {t("diagnostics.noneText")}
        </EmptyState>
      ) : (
        <Findings diagnosis={diagnosis} />
      )}
      <div role="status" className="empty:hidden">
        {problem !== null && <Callout tone="danger">{problem}</Callout>}
      </div>
    </SettingsPage>
  );
}

function Findings({ diagnosis }: { readonly diagnosis: Diagnosis }) {
  const t = useT();
  return (
    <div className="flex flex-col gap-6">
      <div role="status">
        <Summary diagnosis={diagnosis} />
      </div>
      {GROUPS.map((group) => {
        const checks = checksOf(group, diagnosis);
        if (checks.length === 0) return null;
        return (
          <section key={group} className="flex flex-col gap-2">
            <h2 className="text-14s">{t(`diagnostics.group.${group}`)}</h2>
            <ul className="divide-y divide-line-subtle rounded-pane border border-line">
              {checks.map((planned) => (
                <FindingRow
                  key={planned.id}
                  planned={planned}
                  finding={diagnosis.findings.get(planned.id)}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

/** Said once it is over; before that, how far it is, for those who see it. */
function Summary({ diagnosis }: { readonly diagnosis: Diagnosis }) {
  const t = useT();
  if (!diagnosis.isOver) {
    const values = { seen: diagnosis.findings.size, all: diagnosis.checks.length };
    return (
      <Callout tone="neutral">
        <span aria-hidden="true">{t("diagnostics.progress", values)}</span>
        <span className="sr-only">{t("diagnostics.looking")}</span>
      </Callout>
    );
  }
  const broken = namesOf("broken", diagnosis);
  const warnings = namesOf("warning", diagnosis);
  const counts = { broken: broken.length, warnings: warnings.length };
  if (broken.length > 0) {
    return (
      <Callout tone="danger" title={t("diagnostics.broken", counts)}>
        {[...broken, ...warnings].join(", ")}
      </Callout>
    );
  }
  if (warnings.length > 0) {
    return (
      <Callout tone="warn" title={t("diagnostics.warnings", counts)}>
        {warnings.join(", ")}
      </Callout>
    );
  }
  return <Callout tone="ok">{t("diagnostics.well")}</Callout>;
}

function namesOf(status: SeenFinding["status"], diagnosis: Diagnosis): readonly string[] {
  return withStatus(status, diagnosis).map(({ check, inbox }) =>
    [checkName(check, currentLocale()), inbox?.name].filter(Boolean).join(" · "),
  );
}

function useDiagnosis() {
  const t = useT();
  const [diagnosis, setDiagnosis] = useState(NOTHING_SEEN);
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const leaving = useRef<AbortController>(undefined);
  useEffect(() => () => leaving.current?.abort(), []);

  async function look(): Promise<void> {
    const leave = new AbortController();
    leaving.current = leave;
    setRunning(true);
    setProblem(null);
    try {
      await postLines<DiagnosticEvent>(
        "/diagnostics",
        undefined,
        (event) => setDiagnosis((before) => withEvent(before, event)),
        leave.signal,
      );
    } catch (error) {
      if (leave.signal.aborted) return;
      const isTaken = error instanceof ApiError && error.details.because === "still-running";
      setProblem(isTaken ? t("diagnostics.stillRunning") : adminErrorText(error));
      // What was not seen by then is not being looked at any more.
      setDiagnosis((before) => ({
        ...before,
        checks: before.checks.filter(({ id }) => before.findings.has(id)),
        isOver: true,
      }));
    } finally {
      if (!leave.signal.aborted) setRunning(false);
    }
  }
  return { diagnosis, isRunning, problem, look };
}
