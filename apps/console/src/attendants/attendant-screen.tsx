import { EmptyState, ErrorState, SkeletonRows } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useT } from "../i18n/translate.ts";
import { SettingsPage } from "../settings/settings-page.tsx";
import { errorText, technicalText } from "../verbs/problem-text.ts";
import { useInboxes } from "../workspace/queries.ts";
import { AttendantDesk } from "./attendant-desk.tsx";
import { attendantsApi } from "./attendants-api.ts";

/** The menu of one inbox, and how a customer meets it. */
export function AttendantScreen() {
  const t = useT();
  const { inboxId = "" } = useParams({ strict: false }) as { readonly inboxId?: string };
  const inboxes = useInboxes();
  const inbox = inboxes.data?.find(({ id }) => id === inboxId);
  const attendant = useQuery({
    queryKey: ["attendant", inboxId],
    queryFn: () => attendantsApi.getAttendant(inboxId),
    // Whoever edits has the newer one; the server refuses what was made from an older version.
    ...{ staleTime: Number.POSITIVE_INFINITY, gcTime: 0, retry: false },
  });
  if (inbox && attendant.data) {
    return (
      <AttendantDesk
        key={`${inboxId} ${attendant.data.version}`}
        inbox={inbox}
        attendant={attendant.data}
        onSaved={() => attendant.refetch()}
      />
    );
  }
  const error = inboxes.error ?? attendant.error;
  if (error) {
    return (
      <Frame title={inbox?.name}>
        <ErrorState
          title={errorText(error)}
          retryLabel={t("action.retry")}
          onRetry={() => void Promise.all([inboxes.refetch(), attendant.refetch()])}
          technical={{ label: t("problem.technical"), text: technicalText(error) }}
        />
      </Frame>
    );
  }
  if (inboxes.isSuccess && inbox === undefined) {
    return (
      <Frame>
        <EmptyState title={t("attendant.gone")} />
      </Frame>
    );
  }
  return (
    <Frame title={inbox?.name}>
      <SkeletonRows rows={4} label={t("attendant.loading")} />
    </Frame>
  );
}

interface FrameProps {
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

function Frame({ title, children }: FrameProps) {
  const t = useT();
  return (
    <SettingsPage title={title ?? t("settings.attendants")} back="/settings/attendants">
      {children}
    </SettingsPage>
  );
}
