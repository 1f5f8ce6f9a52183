import type { InboxView } from "@circuito/protocol";
import { Callout, Problem, Select, Skeleton, Switch } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { useCalendars } from "../../hours/hours-api.ts";
import { useT } from "../../i18n/translate.ts";
import { isMailLike } from "../../mail/is-mail.ts";
import { useIsOnline, useWorkspace } from "../../workspace/workspace-context.ts";
import { channelErrorText } from "../channel-error.ts";
import { inboxApi } from "./inbox-api.ts";
import { Panel } from "./panel.tsx";

/** No calendar's id. */
const ALWAYS = "always";
/** Mail is read whole by people; all else may be asked something before (domain, `isChatLike`). */
const hasAttendant = (channel: string) => !isMailLike(channel);
/** The window of a web chat shows the number by itself (domain, `tellsInWords`). */
const tellsInWords = (channel: string) => channel !== "webchat";

interface ServicePanelProps {
  readonly inbox: InboxView;
}

/** How the inbox is served, whatever its channel: when, with which number, after which questions. */
export function ServicePanel({ inbox }: ServicePanelProps) {
  const t = useT();
  return (
    <Panel title={t("inbox.service")}>
      <HoursChoice inboxId={inbox.id} />
      {tellsInWords(inbox.channel) && <ProtocolSwitch inbox={inbox} />}
      {hasAttendant(inbox.channel) && (
        <Link
          to="/settings/attendants/$inboxId"
          params={{ inboxId: inbox.id }}
          className="ring-focus fade-colors -mx-2 flex items-center gap-2 rounded-row px-2 py-1.5 text-13 hover:bg-hover"
        >
          <span className="min-w-0 grow">
            <span className="block font-medium">{t("inbox.attendant")}</span>
            <span className="block text-12 text-fg-2">{t("inbox.attendantText")}</span>
          </span>
          <ChevronRight aria-hidden="true" className="size-4 flex-none text-fg-3" />
        </Link>
      )}
    </Panel>
  );
}

function HoursChoice({ inboxId }: { readonly inboxId: string }) {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const isOnline = useIsOnline();
  const calendars = useCalendars();
  const queryKey = ["inboxes", inboxId, "calendar"];
  const chosen = useQuery({ queryKey, queryFn: () => inboxApi.getInboxCalendar(inboxId) });
  const [problem, setProblem] = useState<string | null>(null);
  if (calendars.data === undefined || chosen.data === undefined) {
    const error = calendars.error ?? chosen.error;
    if (error !== null) return <Callout tone="danger">{channelErrorText(error)}</Callout>;
    return <Skeleton className="h-14 w-full" />;
  }

  async function choose(calendarId: string | null) {
    setProblem(null);
    try {
      const kept = await inboxApi.setInboxCalendar(inboxId, calendarId);
      queries.setQueryData(queryKey, kept);
      await queries.invalidateQueries({ queryKey: ["calendar-uses"] });
      toasts.add({ text: t("whatsapp.saved") });
    } catch (error) {
      setProblem(channelErrorText(error));
    }
  }

  return (
    <Select<string>
      label={t("inbox.hours")}
      description={t("inbox.hoursText")}
      placeholder={t("inbox.hours")}
      isDisabled={!isOnline}
      value={chosen.data.calendarId ?? ALWAYS}
      onChange={(id) => void choose(id === ALWAYS ? null : id)}
      error={problem ?? undefined}
      options={[
        { id: ALWAYS, label: t("inbox.always") },
        ...calendars.data.map(({ id, name }) => ({ id, label: name })),
      ]}
    />
  );
}

function ProtocolSwitch({ inbox }: ServicePanelProps) {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const isOnline = useIsOnline();
  const [problem, setProblem] = useState<string | null>(null);

  async function tell(tellsProtocol: boolean) {
    setProblem(null);
    try {
      await api.updateInbox(inbox.id, { tellsProtocol });
      await queries.invalidateQueries({ queryKey: ["inboxes"] });
      toasts.add({ text: t("whatsapp.saved") });
    } catch (error) {
      setProblem(channelErrorText(error));
    }
  }

  return (
    <>
      <Switch
        isSelected={inbox.tellsProtocol}
        isDisabled={!isOnline}
        description={t("inbox.protocolText")}
        onChange={(tells) => void tell(tells)}
      >
        {t("inbox.protocol")}
      </Switch>
      {problem !== null && <Problem>{problem}</Problem>}
    </>
  );
}
