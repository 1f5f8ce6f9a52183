import type { ReportScheduleView } from "@circuito/protocol";
import { SCHEDULED_REPORTS } from "@circuito/protocol/report-pages";
import { Select, TextField } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { LOCALES, useT } from "../i18n/translate.ts";
import { NarrowingChoices } from "../reports/narrowing-choices.tsx";
import { EditedFoot } from "../settings/edited-foot.tsx";
import { Section } from "../settings/section.tsx";
import { useEdited } from "../settings/use-edited.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { AddressFields } from "./address-fields.tsx";
import { RhythmFields } from "./rhythm-fields.tsx";
import { filterOf, mistakeIn, narrowingOf } from "./schedule-form.ts";
import { type ScheduleForm, schedulesApi } from "./schedules-api.ts";

interface ScheduleEditorProps {
  readonly saved: ReportScheduleView | undefined;
  /** What it begins with. */
  readonly form: ScheduleForm;
}

/** What is sent, when, and to whom. */
export function ScheduleEditor({ saved, form }: ScheduleEditorProps) {
  const t = useT();
  const router = useRouter();
  const { queries, toasts } = useWorkspace();
  const [isTried, setTried] = useState(false);
  const edited = useEdited<ScheduleForm>(form, save, (draft) => {
    setTried(true);
    return mistakeIn(draft);
  });
  const { draft, change } = edited;
  const { report } = draft;

  async function save(draft: ScheduleForm): Promise<void> {
    const body = {
      ...draft,
      name: draft.name.trim(),
      addresses: draft.addresses.map((address) => address.trim()),
    };
    const kept = saved
      ? await schedulesApi.update(saved.id, body)
      : await schedulesApi.create(body);
    await queries.invalidateQueries({ queryKey: ["report-schedules"] });
    toasts.add({ text: t("reportSchedules.saved", { name: kept.name }), tone: "ok" });
    if (saved) return;
    void router.navigate({
      ...{ href: `/reports/schedules/${kept.id}`, replace: true, ignoreBlocker: true },
    });
  }

  return (
    <>
      <Section title={t("reportSchedules.what")} text={t("reportSchedules.whatText")}>
        <TextField
          label={t("reportSchedules.name")}
          isRequired
          autoFocus={!saved}
          autoComplete="off"
          maxLength={120}
          className="max-w-md"
          value={draft.name}
          onChange={(name) => change({ name })}
          error={isTried && draft.name.trim() === "" ? t("reportSchedules.nameMissing") : undefined}
        />
        <Select
          label={t("reportSchedules.report")}
          placeholder={t("reportSchedules.report")}
          className="max-w-md"
          options={SCHEDULED_REPORTS.map((id) => ({ id, label: t(`report.${id}`) }))}
          value={report.id}
          onChange={(id) => change({ report: { ...report, id } })}
        />
        <fieldset className="min-w-0">
          <legend className="pb-1 text-12 font-medium text-fg-2">
            {t("reportSchedules.narrowing")}
          </legend>
          <div className="grid max-w-md grid-cols-2 gap-2">
            <NarrowingChoices
              className="w-full"
              value={narrowingOf(report.filter)}
              onChange={(part) =>
                change({
                  report: {
                    ...report,
                    filter: filterOf({ ...narrowingOf(report.filter), ...part }),
                  },
                })
              }
            />
          </div>
        </fieldset>
        <Select<ScheduleForm["report"]["format"]>
          label={t("reportSchedules.format")}
          placeholder={t("reportSchedules.format")}
          className="max-w-48"
          options={[
            { id: "xlsx", label: "XLSX" },
            { id: "csv", label: "CSV" },
          ]}
          value={report.format}
          onChange={(format) => change({ report: { ...report, format } })}
        />
      </Section>
      <Section title={t("reportSchedules.when")} text={t("reportSchedules.whenText")}>
        <RhythmFields
          value={draft.rhythm}
          onChange={(rhythm) => change({ rhythm })}
          timeZone={saved?.timeZone}
        />
      </Section>
      <Section title={t("reportSchedules.addresses")} text={t("reportSchedules.addressesText")}>
        <AddressFields
          value={draft.addresses}
          onChange={(addresses) => change({ addresses })}
          isTried={isTried}
        />
        <Select<ScheduleForm["language"]>
          label={t("reportSchedules.language")}
          placeholder={t("reportSchedules.language")}
          className="max-w-48"
          options={LOCALES.map(({ id, name }) => ({ id, label: name }))}
          value={draft.language}
          onChange={(language) => change({ language })}
        />
      </Section>
      <EditedFoot
        edited={edited}
        newOf={saved ? undefined : "/reports/schedules"}
        saveLabel={saved ? undefined : t("reportSchedules.create")}
      />
    </>
  );
}
