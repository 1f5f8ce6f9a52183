import type { AttendantFlow } from "@circuito/protocol/attendant-text";
import { Button, Callout, Chip, Dialog, Problem, SkeletonRows } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fullTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { attendantsApi, flowOf } from "./attendants-api.ts";

interface VersionsDialogProps {
  readonly inboxId: string;
  readonly newest: number;
  /** Into the editor: nothing holds until it is saved. */
  readonly onTake: (flow: AttendantFlow) => void;
  readonly onClose: () => void;
}

/** What was saved when and by whom; any of it can be taken into the editor again. */
export function VersionsDialog({ inboxId, newest, onTake, onClose }: VersionsDialogProps) {
  const t = useT();
  const [problem, setProblem] = useState<string | null>(null);
  const versions = useQuery({
    queryKey: ["attendant-versions", inboxId],
    queryFn: async () => (await attendantsApi.listAttendantVersions(inboxId)).items,
  });

  async function take(version: number) {
    try {
      const flow = flowOf(await attendantsApi.getAttendantVersion(inboxId, version));
      if (flow) onTake(flow);
    } catch (error) {
      setProblem(errorText(error));
    }
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t("attendant.versions")}
      description={t("attendant.versionsText")}
      closeLabel={t("action.close")}
    >
      {versions.isPending && <SkeletonRows rows={3} label={t("attendant.loading")} />}
      {versions.isError && <Callout tone="danger">{errorText(versions.error)}</Callout>}
      {problem !== null && <Problem>{problem}</Problem>}
      <ul className="flex flex-col divide-y divide-line-subtle pb-3">
        {versions.data?.map(({ version, isOn, savedAt, savedBy }) => (
          <li key={version} className="flex items-center gap-3 py-2.5">
            <span className="w-8 flex-none text-13 font-semibold tabular-nums">
              {t("attendant.versionShort", { version })}
            </span>
            <span className="min-w-0 grow text-12 text-fg-2">
              {savedBy ?? t("attendant.somebody")} · {fullTime(savedAt)}
            </span>
            {version === newest && (
              <Chip tone={isOn ? "ok" : "neutral"}>{t("attendant.current")}</Chip>
            )}
            {isOn ? (
              version !== newest && (
                <Button size="small" onPress={() => void take(version)}>
                  {t("attendant.take")}
                </Button>
              )
            ) : (
              <Chip>{t("attendant.off")}</Chip>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
