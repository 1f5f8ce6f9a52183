import type { InboxView } from "@circuito/protocol";
import { EmptyState } from "@circuito/ui";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { channelTitle } from "../../i18n/labels.ts";
import { useT } from "../../i18n/translate.ts";
import { Loaded } from "../../settings/loaded.tsx";
import { SettingsPage } from "../../settings/settings-page.tsx";
import { useInboxes } from "../../workspace/queries.ts";
import { StateChip } from "../state-chip.tsx";

interface InboxPageProps {
  readonly channel: "email" | "form" | "sms" | "webchat";
  readonly children: (inbox: InboxView) => ReactNode;
}

/** The page of the inbox that the address names, if it is of this channel. */
export function InboxPage({ channel, children }: InboxPageProps) {
  const t = useT();
  const { inboxId = "" } = useParams({ strict: false });
  const inboxes = useInboxes();
  const inbox = inboxes.data?.find((one) => one.id === inboxId && one.channel === channel);
  return (
    <SettingsPage
      title={inbox?.name ?? channelTitle(channel)}
      state={inbox && <StateChip inbox={inbox} />}
      back="/settings/channels"
    >
      <Loaded query={inboxes} label={t("channels.loading")}>
        {() => (inbox ? children(inbox) : <EmptyState title={t("whatsapp.gone")} />)}
      </Loaded>
    </SettingsPage>
  );
}
