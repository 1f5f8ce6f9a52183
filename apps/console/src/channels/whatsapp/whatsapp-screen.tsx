import type { InboxView } from "@circuito/protocol";
import { EmptyState, ErrorState, SkeletonRows } from "@circuito/ui";
import { useParams } from "@tanstack/react-router";
import { useT } from "../../i18n/translate.ts";
import { SettingsPage } from "../../settings/settings-page.tsx";
import { technicalText } from "../../verbs/problem-text.ts";
import { useInboxes } from "../../workspace/queries.ts";
import { channelErrorText } from "../channel-error.ts";
import { StateChip } from "../state-chip.tsx";
import { CloudPanels } from "./cloud-panels.tsx";
import { PhonePanels } from "./phone-panels.tsx";

/** Canais > WhatsApp > one inbox: how it does, what to do about it, its settings. */
export function WhatsappScreen() {
  const t = useT();
  const { inboxId = "" } = useParams({ strict: false }) as { readonly inboxId?: string };
  const inboxes = useInboxes();
  const inbox = inboxes.data?.find(({ id, channel }) => id === inboxId && channel === "whatsapp");
  return (
    <SettingsPage
      title={inbox?.name ?? t("channel.whatsapp")}
      state={inbox && <StateChip inbox={inbox} />}
      back="/settings/channels"
    >
      {inboxes.isPending && <SkeletonRows rows={3} label={t("channels.loading")} />}
      {inboxes.isError && (
        <ErrorState
          title={channelErrorText(inboxes.error)}
          retryLabel={t("action.retry")}
          onRetry={() => void inboxes.refetch()}
          technical={{ label: t("problem.technical"), text: technicalText(inboxes.error) }}
        />
      )}
      {inboxes.isSuccess && inbox === undefined && <EmptyState title={t("whatsapp.gone")} />}
      {inbox !== undefined && <Panels key={`${inbox.id}${inbox.enabled}`} inbox={inbox} />}
    </SettingsPage>
  );
}

function Panels({ inbox }: { readonly inbox: InboxView }) {
  return inbox.settings.transport === "cloud" ? (
    <CloudPanels inbox={inbox} />
  ) : (
    <PhonePanels inbox={inbox} />
  );
}
