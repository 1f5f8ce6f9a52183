import { EmptyState, ErrorState, SkeletonRows } from "@circuito/ui";
import { Link } from "@tanstack/react-router";
import { Cloud, FileText, Mail, MessageSquareText, MessagesSquare, Smartphone } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "../i18n/translate.ts";
import { SettingsPage } from "../settings/settings-page.tsx";
import { technicalText } from "../verbs/problem-text.ts";
import { useInboxes } from "../workspace/queries.ts";
import { ChannelCard } from "./channel-card.tsx";
import { channelErrorText } from "./channel-error.ts";
import { useInboxTraffic } from "./use-inbox-traffic.ts";

/** Canais: how each inbox does, and what can be added. */
export function ChannelsScreen() {
  const t = useT();
  return (
    <SettingsPage title={t("nav.channels")}>
      <Inboxes />
      <section className="flex flex-col gap-3">
        <h2 className="text-14s">{t("channels.add")}</h2>
        <ul className="grid grid-cols-1 gap-3 min-[640px]:grid-cols-3">
          <li className="flex">
            <Link to="/settings/channels/email" className={TILE}>
              <Tile
                icon={<Mail />}
                title={t("channels.addEmail")}
                text={t("channels.addEmailText")}
              />
            </Link>
          </li>
          <li className="flex">
            <Link
              to="/settings/channels/whatsapp/new"
              search={{ transport: "web" }}
              className={TILE}
            >
              <Tile
                icon={<Smartphone />}
                title={t("channels.addPhone")}
                text={t("channels.addPhoneText")}
              />
            </Link>
          </li>
          <li className="flex">
            <Link
              to="/settings/channels/whatsapp/new"
              search={{ transport: "cloud" }}
              className={TILE}
            >
              <Tile
                icon={<Cloud />}
                title={t("channels.addCloud")}
                text={t("channels.addCloudText")}
              />
            </Link>
          </li>
          <li className="flex">
            <Link to="/settings/channels/webchat/new" className={TILE}>
              <Tile
                icon={<MessagesSquare />}
                title={t("channels.addWebchat")}
                text={t("channels.addWebchatText")}
              />
            </Link>
          </li>
          <li className="flex">
            <Link to="/settings/channels/form/new" className={TILE}>
              <Tile
                icon={<FileText />}
                title={t("channels.addForm")}
                text={t("channels.addFormText")}
              />
            </Link>
          </li>
          <li className="flex">
            <Link to="/settings/channels/sms/new" className={TILE}>
              <Tile
                icon={<MessageSquareText />}
                title={t("channels.addSms")}
                text={t("channels.addSmsText")}
              />
            </Link>
          </li>
        </ul>
      </section>
    </SettingsPage>
  );
}

const TILE =
  "ring-focus fade-colors flex w-full flex-col gap-1 rounded-pane border border-line p-4 hover:border-line-control hover:bg-hover";

interface TileProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
}

function Tile({ icon, title, text }: TileProps) {
  return (
    <>
      <span className="flex items-center gap-2 text-14s [&>svg]:size-4.5 [&>svg]:text-accent-text">
        {icon}
        {title}
      </span>
      <span className="text-13 text-fg-2">{text}</span>
    </>
  );
}

function Inboxes() {
  const t = useT();
  const inboxes = useInboxes();
  const traffic = useInboxTraffic();
  if (inboxes.isPending) return <SkeletonRows rows={3} label={t("channels.loading")} />;
  if (inboxes.isError) {
    return (
      <ErrorState
        title={channelErrorText(inboxes.error)}
        retryLabel={t("action.retry")}
        onRetry={() => void inboxes.refetch()}
        technical={{ label: t("problem.technical"), text: technicalText(inboxes.error) }}
      />
    );
  }
  if (inboxes.data.length === 0) {
    return <EmptyState title={t("channels.none")}>{t("channels.noneText")}</EmptyState>;
  }
  return (
    <ul
      aria-label={t("nav.channels")}
      className="grid grid-cols-1 gap-3 min-[640px]:grid-cols-2 min-[1080px]:grid-cols-3"
    >
      {inboxes.data.map((inbox) => (
        <li key={inbox.id} className="flex">
          <ChannelCard inbox={inbox} traffic={traffic.data?.get(inbox.id)} />
        </li>
      ))}
    </ul>
  );
}
