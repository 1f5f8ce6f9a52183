import type { InboxTrafficView, InboxView } from "@circuito/protocol";
import { ChannelGlyph, Chip } from "@circuito/ui";
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { fullTime, spanInWords } from "../i18n/format.ts";
import { addressText, channelGlyph, channelName } from "../i18n/labels.ts";
import { type Translate, useT } from "../i18n/translate.ts";
import { useNow } from "../workspace/use-now.ts";
import { inboxState } from "./session-labels.ts";
import { StateChip } from "./state-chip.tsx";

const CARD = "flex w-full min-w-0 flex-col gap-2 rounded-pane border border-line p-4";

interface ChannelCardProps {
  readonly inbox: InboxView;
  /** Absent until it is known. */
  readonly traffic: InboxTrafficView | undefined;
}

/** An inbox: how it does now, and how it did of late. Those that have a page of their own lead to it. */
export function ChannelCard({ inbox, traffic }: ChannelCardProps) {
  const link = `ring-focus fade-colors ${CARD} hover:border-line-control hover:bg-hover`;
  switch (inbox.channel) {
    case "whatsapp":
      return (
        <Link
          to="/settings/channels/whatsapp/$inboxId"
          params={{ inboxId: inbox.id }}
          className={link}
        >
          <CardText inbox={inbox} traffic={traffic} hasPage />
        </Link>
      );
    case "email":
      return (
        <Link
          to="/settings/channels/email/$inboxId"
          params={{ inboxId: inbox.id }}
          className={link}
        >
          <CardText inbox={inbox} traffic={traffic} hasPage />
        </Link>
      );
    case "sms":
      return (
        <Link to="/settings/channels/sms/$inboxId" params={{ inboxId: inbox.id }} className={link}>
          <CardText inbox={inbox} traffic={traffic} hasPage />
        </Link>
      );
    case "form":
      return (
        <Link to="/settings/channels/form/$inboxId" params={{ inboxId: inbox.id }} className={link}>
          <CardText inbox={inbox} traffic={traffic} hasPage />
        </Link>
      );
    case "webchat":
      return (
        <Link
          to="/settings/channels/webchat/$inboxId"
          params={{ inboxId: inbox.id }}
          className={link}
        >
          <CardText inbox={inbox} traffic={traffic} hasPage />
        </Link>
      );
    default:
      return (
        <div className={CARD}>
          <CardText inbox={inbox} traffic={traffic} />
        </div>
      );
  }
}

function CardText({
  inbox,
  traffic,
  hasPage = false,
}: ChannelCardProps & { readonly hasPage?: boolean }) {
  const t = useT();
  const { trouble } = inboxState(inbox);
  return (
    <>
      <span className="flex min-w-0 items-start gap-2">
        <span className="flex h-5 items-center text-fg-2 [&>svg]:size-4.5">
          <ChannelGlyph channel={channelGlyph(inbox.channel)} />
        </span>
        <span className="min-w-0 grow">
          <span className="block truncate text-14s">{inbox.name}</span>
          <span className="block truncate text-12 text-fg-2 first-letter:uppercase">
            {whatItIs(inbox, t)}
          </span>
        </span>
        {hasPage && <ChevronRight aria-hidden="true" className="size-4 flex-none text-fg-3" />}
      </span>
      <span>
        <StateChip inbox={inbox} />
      </span>
      {trouble !== null && (
        <span className="block text-13 text-fg-2 wrap-anywhere first-letter:uppercase">
          {trouble}
        </span>
      )}
      {traffic && <Pulse traffic={traffic} />}
    </>
  );
}

/** The channel, of which kind, and whose address or number it is. */
function whatItIs({ channel, settings, session }: InboxView, t: Translate): string {
  const kind =
    channel === "whatsapp" && settings.transport !== undefined
      ? t(settings.transport === "cloud" ? "channels.kindCloud" : "channels.kindPhone")
      : channelName(channel);
  const phone = session?.account?.phone;
  const whose = phone == null ? settings.address : addressText(`tel:${phone}`);
  return [kind, whose].filter((part) => typeof part === "string").join(" · ");
}

/** When it last heard somebody, what waits to leave, and what failed in a day. */
function Pulse({ traffic }: { readonly traffic: InboxTrafficView }) {
  const t = useT();
  const now = useNow();
  const { lastInAt, waiting } = traffic;
  const errors = traffic.parked + traffic.failed;
  return (
    <dl className="mt-auto border-t border-line-subtle pt-1 text-12">
      <Fact term={t("channels.lastIn")}>
        {lastInAt === null ? (
          t("whatsapp.never")
        ) : (
          <time dateTime={lastInAt} title={fullTime(lastInAt)}>
            {t("channels.ago", { span: spanInWords(now - Date.parse(lastInAt)) })}
          </time>
        )}
      </Fact>
      <Fact term={t("channels.errors")}>
        {errors === 0 ? 0 : <Chip tone="danger">{errors}</Chip>}
      </Fact>
      <Fact term={t("channels.waiting")}>{waiting}</Fact>
    </dl>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-3">
      <dt className="text-fg-2">{term}</dt>
      <dd className="flex h-5 flex-none items-center tabular-nums">{children}</dd>
    </div>
  );
}
