import type { ReportScheduleView } from "@circuito/protocol";
import { Chip, EmptyState } from "@circuito/ui";
import { useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { TakenCallout } from "../alerts/taken-callout.tsx";
import { useT } from "../i18n/translate.ts";
import { readReportSearch } from "../reports/report-search.ts";
import { Loaded } from "../settings/loaded.tsx";
import { Section } from "../settings/section.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { useMe } from "../workspace/workspace-context.ts";
import { MailMissing } from "./mail-missing.tsx";
import { ScheduleActions } from "./schedule-actions.tsx";
import { ScheduleEditor } from "./schedule-editor.tsx";
import { formOf, newForm } from "./schedule-form.ts";
import { nextText, otherZone, rhythmText, standingOf } from "./schedule-words.ts";
import { type Sent, useSchedules } from "./schedules-api.ts";
import { SendingLog } from "./sending-log.tsx";

const LIST = "/reports/schedules";

/** One report that is sent: what, when, to whom, and how that ended. */
export function ScheduleScreen() {
  const t = useT();
  const { scheduleId } = useParams({ strict: false });
  const schedules = useSchedules();
  if (scheduleId === "new") return <NewPage />;
  const found = schedules.data?.find(({ id }) => id === scheduleId);
  if (found) return <Page key={found.id} schedule={found} />;
  return (
    <SettingsPage title={t("reportSchedules.title")} back={LIST} openTo="supervisor">
      <Loaded query={schedules} label={t("reportSchedules.loading")}>
        {() => <EmptyState title={t("refusal.gone")} />}
      </Loaded>
    </SettingsPage>
  );
}

function NewPage() {
  const t = useT();
  const { email } = useMe();
  const search = readReportSearch(useSearch({ strict: false }) as Record<string, unknown>);
  return (
    <SettingsPage
      title={t("reportSchedules.add")}
      intro={t("reportSchedules.intro")}
      back={LIST}
      openTo="supervisor"
    >
      <MailMissing />
      <ScheduleEditor saved={undefined} form={newForm(search, email)} />
    </SettingsPage>
  );
}

function Page({ schedule }: { readonly schedule: ReportScheduleView }) {
  const t = useT();
  const { text, tone } = standingOf(schedule);
  const [sent, setSent] = useState<Sent>();
  const zone = otherZone(schedule);
  const next = [nextText(schedule), zone && `(${zone})`].filter(Boolean).join(" ");
  return (
    <SettingsPage
      title={schedule.name}
      state={<Chip tone={tone}>{text}</Chip>}
      intro={
        schedule.nextAt === null
          ? rhythmText(schedule.rhythm)
          : t("reportSchedules.nextIs", { rhythm: rhythmText(schedule.rhythm), next })
      }
      back={LIST}
      openTo="supervisor"
      actions={<ScheduleActions schedule={schedule} onSent={setSent} />}
    >
      <MailMissing />
      <div role="status" className="flex flex-col gap-2 empty:hidden">
        {sent?.items.map((one) => (
          <TakenCallout key={one.to} taken={one} />
        ))}
      </div>
      <ScheduleEditor saved={schedule} form={formOf(schedule)} />
      <Section title={t("reportSchedules.log")} text={t("reportSchedules.logText")} isWide>
        <SendingLog scheduleId={schedule.id} />
      </Section>
    </SettingsPage>
  );
}
