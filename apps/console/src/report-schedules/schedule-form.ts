import type { ReportScheduleView } from "@circuito/protocol";
import { SCHEDULED_REPORTS } from "@circuito/protocol/report-pages";
import { isMail } from "../alerts/address-field.tsx";
import { currentLocale, t } from "../i18n/translate.ts";
import type { Narrowing } from "../reports/narrowing-choices.tsx";
import type { ReportSearch } from "../reports/report-search.ts";
import type { ScheduleForm } from "./schedules-api.ts";

type Filter = ScheduleForm["report"]["filter"];

/** As the API takes them. */
export const ADDRESSES_MAX = 20;

/** One that is not there yet: of the report that an address asks for, on Mondays at eight. */
export function newForm(search: ReportSearch, address: string): ScheduleForm {
  return {
    ...{ name: "", language: currentLocale(), addresses: [address], isOn: true },
    report: {
      id: SCHEDULED_REPORTS.find((id) => id === search.report) ?? "overview",
      filter: filterOf(search),
      format: "xlsx",
    },
    rhythm: { every: "week", weekday: 1, minute: 8 * 60 },
  };
}

export function formOf(saved: ReportScheduleView): ScheduleForm {
  const { name, language, report, rhythm, addresses, isOn } = saved;
  return { name, language, report, rhythm, addresses, isOn };
}

export function filterOf({ channel, queue, agent, category }: Narrowing): Filter {
  return {
    channel: channel ?? null,
    queueId: queue ?? null,
    agentId: agent ?? null,
    categoryId: category ?? null,
  };
}

export function narrowingOf({ channel, queueId, agentId, categoryId }: Filter): Narrowing {
  return {
    channel: channel ?? undefined,
    queue: queueId ?? undefined,
    agent: agentId ?? undefined,
    category: categoryId ?? undefined,
  };
}

export function mistakeIn({ name, addresses }: ScheduleForm): string | undefined {
  if (name.trim() === "") return t("reportSchedules.nameMissing");
  if (addresses.length === 0) return t("reportSchedules.addressesMissing");
  return addresses.every(isMail) ? undefined : t("alerts.addressMissing");
}
