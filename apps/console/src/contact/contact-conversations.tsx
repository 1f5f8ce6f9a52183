import type { PastConversationView } from "@circuito/protocol";
import { ChannelGlyph, Chip, EmptyState } from "@circuito/ui";
import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { MessagesSquare } from "lucide-react";
import { listTime } from "../i18n/format.ts";
import { channelGlyph, channelName, previewText } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { ScoreChip } from "../surveys/score-chip.tsx";
import { HiddenLine } from "../timeline/hidden-line.tsx";
import { useNow } from "../workspace/use-now.ts";

type Visible = Extract<PastConversationView, { isVisible: true }>;

interface ContactConversationsProps {
  readonly query: UseQueryResult<readonly PastConversationView[]>;
}

/** What somebody wrote about, on all channels, newest first; of what is not one's to see, that it is there. */
export function ContactConversations({ query }: ContactConversationsProps) {
  const t = useT();
  return (
    <Loaded query={query} label={t("history.loading")}>
      {(conversations) =>
        conversations.length === 0 ? (
          <EmptyState icon={<MessagesSquare />} title={t("contacts.noConversation")} />
        ) : (
          <ul aria-label={t("contacts.view.conversations")} className="flex flex-col py-1">
            {conversations.map((past, place) =>
              past.isVisible ? (
                <ConversationLink key={past.id} past={past} />
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: what may not be seen has no name
                <HiddenLine key={`hidden:${place}`} past={past} />
              ),
            )}
          </ul>
        )
      }
    </Loaded>
  );
}

const STATUS_TONE = {
  open: "info",
  snoozed: "warn",
  resolved: "neutral",
  closed: "neutral",
} as const satisfies Record<Visible["status"], string>;

function ConversationLink({ past }: { readonly past: Visible }) {
  const t = useT();
  const now = useNow();
  const { channel, protocol, queueName, assigneeName, status } = past;
  const where = [protocol, queueName, assigneeName ?? t("contacts.unassigned")];
  return (
    <li>
      <Link
        to="/inbox/$conversationId"
        params={{ conversationId: past.id }}
        className="ring-focus-inset flex items-start gap-3 rounded-row px-3 py-2 hover:bg-hover"
      >
        <span className="flex-none pt-0.5 text-fg-2 [&_.glyph]:size-4">
          <ChannelGlyph channel={channelGlyph(channel)} label={channelName(channel)} />
        </span>
        <span className="flex min-w-0 grow flex-col gap-0.5">
          <span className="line-clamp-2 text-13 break-words">
            {previewText(past.about) || protocol}
          </span>
          <span className="text-12 text-fg-2 wrap-anywhere">
            {where.filter((fact) => fact !== null).join(" · ")}
          </span>
        </span>
        <span className="flex flex-none flex-col items-end gap-1">
          <time dateTime={past.lastAt} className="text-12 tabular-nums text-fg-3">
            {listTime(past.lastAt, now)}
          </time>
          <span className="flex flex-wrap justify-end gap-1">
            {past.scores.map((given) => (
              <ScoreChip key={given.kind} given={given} />
            ))}
            <Chip tone={STATUS_TONE[status]}>{t(`contacts.status.${status}`)}</Chip>
          </span>
        </span>
      </Link>
    </li>
  );
}
