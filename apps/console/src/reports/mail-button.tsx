import { SCHEDULED_REPORTS } from "@circuito/protocol/report-pages";
import { Button } from "@circuito/ui";
import { useNavigate } from "@tanstack/react-router";
import { Mail } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { dropAbsent, type ReportSearch } from "./report-search.ts";

/** The report that is shown, as narrowed as it is, to be sent by mail from now on. */
export function MailButton({ search }: { readonly search: ReportSearch }) {
  const t = useT();
  const navigate = useNavigate();
  const { report, queue, channel, agent, category } = search;
  if (!SCHEDULED_REPORTS.some((id) => id === (report ?? "overview"))) return null;
  return (
    <Button
      icon={<Mail />}
      onPress={() =>
        void navigate({
          to: "/reports/schedules/$scheduleId",
          params: { scheduleId: "new" },
          search: dropAbsent<ReportSearch>({
            ...{ report, queue, channel, agent, category },
          } as ReportSearch),
        })
      }
    >
      {t("report.sendByMail")}
    </Button>
  );
}
