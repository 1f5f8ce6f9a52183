import type { BoardSettings, BoardTargets } from "@circuito/protocol";
import { NumberField } from "@circuito/ui";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { supervisionApi } from "../api/supervision.ts";
import { useT } from "../i18n/translate.ts";
import { FormDialog } from "./form-dialog.tsx";

interface TargetsDialogProps {
  readonly settings: BoardSettings;
  readonly onClose: () => void;
}

const SECONDS = 60;
const COUNT_MAX = 100_000;
const DAY_MINUTES = 24 * 60;

/** What the figures should be; an empty field is judged by nobody. */
export function TargetsDialog({ settings, onClose }: TargetsDialogProps) {
  const t = useT();
  const queries = useQueryClient();
  const [targets, setTargets] = useState<BoardTargets>(settings.targets);
  const set = (part: Partial<BoardTargets>) => setTargets({ ...targets, ...part });
  const minutes =
    targets.longestWaitSeconds === null ? null : Math.round(targets.longestWaitSeconds / SECONDS);
  const whole = { step: 1, formatOptions: { maximumFractionDigits: 0 } };
  return (
    <FormDialog
      title={t("board.targets")}
      description={t("board.targetsText")}
      submitLabel={t("board.save")}
      onClose={onClose}
      onSubmit={async () => {
        const saved = await supervisionApi.setBoardSettings({ ...settings, targets });
        queries.setQueryData(["board-settings"], saved);
        return true;
      }}
    >
      <NumberField
        {...whole}
        label={t("board.target.waiting")}
        minValue={0}
        maxValue={COUNT_MAX}
        value={targets.waiting}
        onChange={(waiting) => set({ waiting })}
      />
      <NumberField
        {...whole}
        label={t("board.target.longestWait")}
        unit={t("board.minutes")}
        minValue={1}
        maxValue={DAY_MINUTES}
        value={minutes}
        onChange={(next) => set({ longestWaitSeconds: next === null ? null : next * SECONDS })}
      />
      <NumberField
        {...whole}
        label={t("board.target.kept")}
        unit="%"
        minValue={1}
        maxValue={100}
        value={targets.keptPercent}
        onChange={(keptPercent) => set({ keptPercent })}
      />
      <NumberField
        {...whole}
        label={t("board.target.available")}
        minValue={0}
        maxValue={COUNT_MAX}
        value={targets.available}
        onChange={(available) => set({ available })}
      />
      <NumberField
        {...whole}
        label={t("board.target.abandoned")}
        minValue={0}
        maxValue={COUNT_MAX}
        value={targets.abandoned}
        onChange={(abandoned) => set({ abandoned })}
      />
    </FormDialog>
  );
}
