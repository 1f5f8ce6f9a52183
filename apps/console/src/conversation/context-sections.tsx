import type { ConversationView } from "@circuito/protocol";
import { Chip, Disclosure, FactList } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { CustomerSection } from "../contact/customer-section.tsx";
import { fullTime, futureTime, listTime } from "../i18n/format.ts";
import {
  channelName,
  levelName,
  pressure,
  previewText,
  priorityName,
  turnName,
  urgencyName,
} from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { PromisesSection } from "../promises/promises-section.tsx";
import { useInboxPlace } from "../workspace/navigation.ts";
import { useInboxes, useQueue } from "../workspace/queries.ts";
import { useNow } from "../workspace/use-now.ts";
import { useConversation } from "../workspace/workspace-context.ts";
import { CopyProtocol } from "./conversation-header.tsx";

/** Everything beside a conversation: who writes, what about, what was promised. */
export function ContextSections({ conversationId }: { readonly conversationId: string }) {
  const conversation = useConversation(conversationId);
  if (conversation === undefined) return null;
  return (
    <>
      <CustomerSection conversation={conversation} />
      <Service conversation={conversation} />
      <PromisesSection conversation={conversation} />
      <Registration conversation={conversation} />
      <OtherConversations conversation={conversation} />
    </>
  );
}

interface SectionProps {
  readonly conversation: ConversationView;
}

function Service({ conversation }: SectionProps) {
  const t = useT();
  const now = useNow();
  const queue = useQueue(conversation.queueId);
  const inbox = useInboxes().data?.find((candidate) => candidate.id === conversation.inboxId);
  const facts = [
    {
      id: "protocol",
      term: t("fact.protocol"),
      value: <CopyProtocol protocol={conversation.protocol} />,
    },
    {
      id: "channel",
      term: t("fact.channel"),
      value: [channelName(conversation.channel), inbox?.name].filter(Boolean).join(" · "),
    },
    { id: "turn", term: t("fact.turn"), value: turnName(conversation) },
    { id: "queue", term: t("fact.queue"), value: queue?.name ?? t("fact.none") },
    { id: "level", term: t("fact.level"), value: levelName(conversation.level) },
    { id: "priority", term: t("fact.priority"), value: priorityName(pressure(conversation)) },
    {
      id: "assignee",
      term: t("fact.assignee"),
      value: conversation.assignee?.name ?? t("row.unassigned"),
    },
    { id: "arrived", term: t("fact.arrived"), value: fullTime(conversation.arrivedAt) },
    ...(conversation.snoozedUntil === null
      ? []
      : [
          {
            id: "snoozed",
            term: t("fact.snoozedUntil"),
            value: futureTime(conversation.snoozedUntil, now),
          },
        ]),
    ...(conversation.tags.length === 0
      ? []
      : [
          {
            id: "tags",
            term: t("fact.tags"),
            value: (
              <span className="flex flex-wrap gap-1">
                {conversation.tags.map((tag) => (
                  <Chip key={tag}>{tag}</Chip>
                ))}
              </span>
            ),
          },
        ]),
  ];
  return (
    <Disclosure title={t("context.service")} defaultExpanded>
      <FactList facts={facts} />
    </Disclosure>
  );
}

function Registration({ conversation }: SectionProps) {
  const t = useT();
  const now = useNow();
  const { title, category, summary, urgency, promisedAt } = conversation;
  if (title === null && summary === null && promisedAt === null) return null;
  const facts = [
    { id: "title", term: t("registration.title"), value: title },
    { id: "category", term: t("registration.category"), value: category },
    { id: "summary", term: t("registration.summary"), value: summary },
    {
      id: "urgency",
      term: t("registration.urgency"),
      value: urgency === null ? null : urgencyName(urgency),
    },
    {
      id: "promised",
      term: t("registration.promisedAt"),
      value: promisedAt === null ? null : futureTime(promisedAt, now),
    },
  ];
  return (
    <Disclosure title={t("context.registration")} defaultExpanded>
      <FactList facts={facts.filter((fact) => fact.value !== null)} />
    </Disclosure>
  );
}

/** What else this person asked about: the history starts here. */
function OtherConversations({ conversation }: SectionProps) {
  const t = useT();
  const now = useNow();
  const { open } = useInboxPlace();
  const query = useQuery({
    queryKey: ["conversations-of", conversation.contact.id],
    queryFn: ({ signal }) => api.conversationsOfContact(conversation.contact.id, signal),
  });
  const others = query.data?.items.filter(({ id }) => id !== conversation.id) ?? [];
  if (others.length === 0) return null;
  return (
    <Disclosure title={t("context.others")} count={others.length} defaultExpanded>
      <ul className="-mx-2 flex flex-col">
        {others.map((other) => (
          <li key={other.id}>
            <button
              type="button"
              onClick={() => open(other.id)}
              className="ring-focus-inset flex w-full items-baseline gap-2 rounded-row px-2 py-1.5 text-left hover:bg-hover"
            >
              <span className="min-w-0 grow truncate">
                {other.title ?? previewText(other.preview)}
              </span>
              <span className="flex-none text-12 text-fg-3">{turnName(other)}</span>
              <time className="flex-none text-12 tabular-nums text-fg-3" dateTime={other.arrivedAt}>
                {listTime(other.lastMessageAt ?? other.arrivedAt, now)}
              </time>
            </button>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
