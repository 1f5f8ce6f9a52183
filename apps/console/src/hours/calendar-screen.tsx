import type { CalendarView } from "@circuito/protocol";
import { Button, Callout, ComboBox, EmptyState, TextField } from "@circuito/ui";
import { useParams, useRouter } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import { useDeferredValue } from "react";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { EditedFoot } from "../settings/edited-foot.tsx";
import { Loaded } from "../settings/loaded.tsx";
import { Section } from "../settings/section.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { useEdited } from "../settings/use-edited.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { bodyOf, type CalendarForm, COMMERCIAL_HOURS, formOf } from "./calendar-form.ts";
import { ExceptionList } from "./exception-list.tsx";
import { HolidayChoice } from "./holiday-choice.tsx";
import { hoursApi, useCalendarPreview, useCalendars, useCalendarUses } from "./hours-api.ts";
import { IcsImport } from "./ics-import.tsx";
import { OpenState } from "./open-state.tsx";
import { TIME_ZONES } from "./time-zones.ts";
import { WeekGrid } from "./week-grid.tsx";

/** One calendar: its week, holidays and dates, and when it opens next. */
export function CalendarScreen() {
  const t = useT();
  const { calendarId } = useParams({ strict: false });
  const calendars = useCalendars();
  if (calendarId === "new") return <Editor key="new" saved={undefined} />;
  const found = calendars.data?.find(({ id }) => id === calendarId);
  if (found) return <Editor key={found.id} saved={found} />;
  return (
    <SettingsPage title={t("hours.title")} back="/settings/hours">
      <Loaded query={calendars} label={t("hours.loading")}>
        {() => <EmptyState title={t("refusal.gone")} />}
      </Loaded>
    </SettingsPage>
  );
}

function Editor({ saved }: { readonly saved: CalendarView | undefined }) {
  const t = useT();
  const router = useRouter();
  const { queries, toasts } = useWorkspace();
  const edited = useEdited<CalendarForm>(saved ? formOf(saved) : COMMERCIAL_HOURS, save, (form) =>
    bodyOf(form) ? undefined : t("hours.notRight"),
  );
  const { draft, change } = edited;
  const body = bodyOf(draft);
  const preview = useCalendarPreview(
    useDeferredValue(bodyOf({ ...draft, name: draft.name || "-" }) ?? null),
  );

  async function refetch(): Promise<void> {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ["calendars"] }),
      queries.invalidateQueries({ queryKey: ["calendar-uses"] }),
    ]);
  }

  async function save(form: CalendarForm): Promise<void> {
    const next = bodyOf(form);
    if (!next) return;
    const kept = saved ? await hoursApi.update(saved.id, next) : await hoursApi.create(next);
    await refetch();
    toasts.add({ text: t("hours.saved", { name: kept.name }), tone: "ok" });
    if (!saved) {
      void router.navigate({
        href: `/settings/hours/${kept.id}`,
        replace: true,
        ignoreBlocker: true,
      });
    }
  }

  async function remove(): Promise<void> {
    if (!saved) return;
    try {
      await hoursApi.remove(saved.id);
    } catch (error) {
      toasts.add({ text: adminErrorText(error), tone: "danger" });
      return;
    }
    // Gone with its id: undoing makes the same one anew, which nobody went by.
    const { id: _id, ...same } = saved;
    toasts.add({
      text: t("hours.removed", { name: saved.name }),
      action: {
        label: t("action.undo"),
        onAction: () => void hoursApi.create(same).then(refetch),
      },
    });
    await refetch();
    void router.navigate({ href: "/settings/hours", ignoreBlocker: true });
  }

  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <SettingsPage
      title={saved?.name ?? t("hours.new")}
      back="/settings/hours"
      actions={
        saved && (
          <Button variant="ghost" icon={<Trash2 />} onPress={() => void remove()}>
            {t("hours.remove")}
          </Button>
        )
      }
    >
      <div
        role="status"
        className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-pane border border-line px-4 py-3 text-13"
      >
        {body === undefined && preview.data === undefined ? (
          <span className="text-fg-2">{t("hours.previewWhenRight")}</span>
        ) : (
          preview.data && (
            <>
              <OpenState preview={preview.data} timeZone={draft.timeZone} />
              <span className="text-fg-2">
                {t("hours.perWeek", { hours: Math.round(preview.data.weekMs / 360_000) / 10 })}
              </span>
            </>
          )
        )}
      </div>
      <Section title={t("hours.identity")}>
        <div className="grid gap-4 min-[640px]:grid-cols-2">
          <TextField
            label={t("hours.name")}
            value={draft.name}
            onChange={(name) => change({ name })}
            maxLength={120}
            isRequired
            autoFocus={!saved}
            error={edited.isTried && draft.name.trim() === "" ? t("form.required") : undefined}
          />
          <ComboBox
            label={t("hours.zone")}
            options={TIME_ZONES}
            value={draft.timeZone}
            onChange={(timeZone) => timeZone !== null && change({ timeZone })}
            placeholder="America/Sao_Paulo"
            emptyText={t("hours.noZone")}
          />
        </div>
        {here !== draft.timeZone && (
          <Callout tone="neutral">
            {t("hours.otherZone", { here: here.replaceAll("_", " ") })}
          </Callout>
        )}
      </Section>
      <Section title={t("hours.week")} text={t("hours.weekText")}>
        <WeekGrid week={draft.week} onChange={(week) => change({ week })} />
      </Section>
      <Section title={t("hours.holidays")} text={t("hours.holidaysText")}>
        <HolidayChoice
          holidays={preview.data?.holidays ?? []}
          chosen={draft.holidays}
          onChange={(holidays) => change({ holidays })}
        />
      </Section>
      <Section
        title={t("hours.exceptions")}
        text={t("hours.exceptionsText")}
        actions={
          saved && (
            <IcsImport
              calendar={saved}
              disabledReason={edited.isDirty ? t("hours.saveFirst") : undefined}
              onDone={refetch}
            />
          )
        }
      >
        <ExceptionList
          exceptions={draft.exceptions}
          onChange={(exceptions) => change({ exceptions })}
        />
      </Section>
      {saved && <Uses calendarId={saved.id} />}
      <EditedFoot
        edited={edited}
        newOf={saved ? undefined : "/settings/hours"}
        dirtyText={body ? t("settings.unsaved") : t("hours.notRight")}
      />
    </SettingsPage>
  );
}

function Uses({ calendarId }: { readonly calendarId: string }) {
  const t = useT();
  const uses = useCalendarUses().data?.find((one) => one.calendarId === calendarId);
  if (!uses) return null;
  const groups = [
    { label: t("hours.usedByInboxes"), names: uses.inboxes },
    { label: t("hours.usedByPolicies"), names: uses.policies },
    { label: t("hours.usedByPeople"), names: uses.people },
  ].filter(({ names }) => names.length > 0);
  return (
    <Section title={t("hours.usedBy")} text={t("hours.usedByText")}>
      {groups.length === 0 && <p className="text-13 text-fg-2">{t("hours.unusedText")}</p>}
      {groups.map(({ label, names }) => (
        <p key={label} className="text-13 wrap-anywhere">
          <span className="font-medium">{label}: </span>
          <span className="text-fg-2">{names.map(({ name }) => name).join(", ")}</span>
        </p>
      ))}
    </Section>
  );
}
