import type { CalendarView } from "@circuito/protocol";
import { Button, Chip, EmptyState, Table, type TableColumn } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { CalendarClock, Plus } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { useCalendarPreview, useCalendars, useCalendarUses } from "./hours-api.ts";
import { OpenState } from "./open-state.tsx";

/** Horários: every calendar, whether it is open now, and who goes by it. */
export function HoursScreen() {
  const t = useT();
  const router = useRouter();
  const calendars = useCalendars();
  const uses = useCalendarUses();
  const open = (id: string) => void router.navigate({ href: `/settings/hours/${id}` });
  const add = (
    <Button variant="primary" icon={<Plus />} onPress={() => open("new")}>
      {t("hours.add")}
    </Button>
  );
  const columns: readonly TableColumn<CalendarView>[] = [
    { id: "name", label: t("hours.name"), isRowHeader: true, cell: ({ name }) => name },
    { id: "now", label: t("hours.now"), cell: (calendar) => <Now calendar={calendar} /> },
    {
      id: "zone",
      label: t("hours.zone"),
      isSecondary: true,
      cell: ({ timeZone }) => <span className="text-fg-2">{timeZone.replaceAll("_", " ")}</span>,
    },
    {
      id: "uses",
      label: t("hours.usedBy"),
      isSecondary: true,
      cell: ({ id }) => {
        const use = uses.data?.find(({ calendarId }) => calendarId === id);
        const count = use ? use.inboxes.length + use.policies.length + use.people.length : 0;
        return use && count === 0 ? (
          <Chip variant="plain">{t("hours.unused")}</Chip>
        ) : (
          <span className="text-fg-2">
            {use &&
              t("hours.usesCount", {
                inboxes: use.inboxes.length,
                policies: use.policies.length,
                people: use.people.length,
              })}
          </span>
        );
      },
    },
  ];
  return (
    <SettingsPage title={t("hours.title")} intro={t("hours.intro")} actions={add}>
      <Loaded query={calendars} label={t("hours.loading")}>
        {(items) => (
          <Table
            label={t("hours.title")}
            columns={columns}
            rows={items}
            nameOf={({ name }) => name}
            onOpen={open}
            emptyState={
              <EmptyState icon={<CalendarClock />} title={t("hours.none")} action={add}>
                {t("hours.noneText")}
              </EmptyState>
            }
          />
        )}
      </Loaded>
    </SettingsPage>
  );
}

function Now({ calendar: { id: _id, ...body } }: { readonly calendar: CalendarView }) {
  const { data } = useCalendarPreview(body);
  return data ? <OpenState preview={data} timeZone={body.timeZone} /> : null;
}
