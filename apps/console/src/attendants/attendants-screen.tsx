import type { InboxAttendantView, InboxView } from "@circuito/protocol";
import { ChannelGlyph, Chip, EmptyState, ErrorState, SkeletonRows } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronRight, MessageCircleQuestionMark } from "lucide-react";
import { dayTime } from "../i18n/format.ts";
import { channelGlyph, channelTitle } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { SettingsPage } from "../settings/settings-page.tsx";
import { errorText, technicalText } from "../verbs/problem-text.ts";
import { useInboxes } from "../workspace/queries.ts";
import { attendantsApi } from "./attendants-api.ts";

/** Menus de atendimento: each chat inbox, and whether something is asked before people speak. */
export function AttendantsScreen() {
  const t = useT();
  return (
    <SettingsPage title={t("settings.attendants")} intro={t("attendant.intro")} width="narrow">
      <Attendants />
    </SettingsPage>
  );
}

function Attendants() {
  const t = useT();
  const inboxes = useInboxes();
  const attendants = useQuery({
    queryKey: ["attendants"],
    queryFn: async () => (await attendantsApi.listAttendants()).items,
  });
  if (inboxes.isPending || attendants.isPending) {
    return <SkeletonRows rows={3} label={t("attendant.loading")} />;
  }
  if (inboxes.isError || attendants.isError) {
    const error = inboxes.error ?? attendants.error;
    return (
      <ErrorState
        title={errorText(error)}
        retryLabel={t("action.retry")}
        onRetry={() => void Promise.all([inboxes.refetch(), attendants.refetch()])}
        technical={{ label: t("problem.technical"), text: technicalText(error) }}
      />
    );
  }
  const rows = attendants.data.flatMap((attendant) => {
    const inbox = inboxes.data.find(({ id }) => id === attendant.inboxId);
    return inbox ? [{ inbox, attendant }] : [];
  });
  if (rows.length === 0) {
    return (
      <EmptyState icon={<MessageCircleQuestionMark />} title={t("attendant.none")}>
        {t("attendant.noneText")}
      </EmptyState>
    );
  }
  return (
    <ul
      aria-label={t("settings.attendants")}
      className="divide-y divide-line-subtle overflow-hidden rounded-pane border border-line"
    >
      {rows.map((row) => (
        <li key={row.inbox.id}>
          <Row {...row} />
        </li>
      ))}
    </ul>
  );
}

interface RowProps {
  readonly inbox: InboxView;
  readonly attendant: InboxAttendantView;
}

function Row({ inbox, attendant: { newest } }: RowProps) {
  const t = useT();
  const isOn = newest?.isOn === true;
  const saved =
    newest === null
      ? t("attendant.never")
      : t("attendant.savedFacts", {
          version: newest.version,
          when: dayTime(newest.savedAt),
          who: newest.savedBy ?? t("attendant.somebody"),
        });
  return (
    <Link
      to="/settings/attendants/$inboxId"
      params={{ inboxId: inbox.id }}
      className="ring-focus-inset fade-colors flex min-h-14 items-center gap-3 px-4 py-2 hover:bg-hover"
    >
      <span className="flex text-fg-2 [&>svg]:size-4.5">
        <ChannelGlyph channel={channelGlyph(inbox.channel)} />
      </span>
      <span className="min-w-0 grow">
        <span className="block truncate text-13 font-medium">{inbox.name}</span>
        <span className="block truncate text-12 text-fg-2">
          {channelTitle(inbox.channel)} · {saved}
        </span>
      </span>
      <Chip tone={isOn ? "ok" : "neutral"}>{t(isOn ? "attendant.on" : "attendant.off")}</Chip>
      <ChevronRight aria-hidden="true" className="size-4 flex-none text-fg-3" />
    </Link>
  );
}
