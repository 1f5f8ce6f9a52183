import type { ConversationView } from "@circuito/protocol";
import { Button, Chip, FactList, SkeletonRows } from "@circuito/ui";
import { ArrowDownUp, Check, SquarePen } from "lucide-react";
import { type ReactNode, Suspense } from "react";
import { fieldFacts } from "../categories/field-facts.ts";
import { useCategories } from "../categories/use-categories.ts";
import { CustomerSection } from "../contact/customer-section.tsx";
import { fullTime, futureTime } from "../i18n/format.ts";
import {
  channelName,
  levelName,
  pressure,
  priorityName,
  turnName,
  urgencyName,
} from "../i18n/labels.ts";
import { learn, useT } from "../i18n/translate.ts";
import { ProcedureSection } from "../procedures/run/procedure-parts.ts";
import { PromisesSection } from "../promises/promises-section.tsx";
import { part } from "../shell/part.ts";
import { ContactTimeline } from "../timeline/contact-timeline.tsx";
import { HistorySection } from "../timeline/history-section.tsx";
import { usePreferences } from "../workspace/preferences.ts";
import { useInboxes, useQueue } from "../workspace/queries.ts";
import { showLayer, useUi } from "../workspace/ui-state.ts";
import { useNow } from "../workspace/use-now.ts";
import { useCache, useConversation } from "../workspace/workspace-context.ts";
import { ContextDisclosure } from "./context-disclosure.tsx";
import { FilesSection, OwnersSection, PeopleSection } from "./context-facts.tsx";
import { type ContextSectionId, sectionsIn } from "./context-order.ts";
import { CopyProtocol } from "./conversation-header.tsx";
import { useActivityWords } from "./use-activity-words.ts";

/** Everything beside a conversation: who writes, what about, what was promised. */
export function ContextSections({ conversationId }: { readonly conversationId: string }) {
  const conversation = useConversation(conversationId);
  const t = useT();
  const context = useUi((ui) => ui.context);
  const isArranging = useUi((ui) => ui.isArrangingContext);
  const order = usePreferences((chosen) => chosen.contextOrder);
  if (conversation === undefined) return null;
  if (context === "history") return <ContactTimeline conversation={conversation} />;
  return (
    <>
      {sectionsIn(order).map((id) => {
        const Section = SECTIONS[id];
        return <Section key={id} conversation={conversation} />;
      })}
      <div className="px-2 py-2">
        <Button
          size="small"
          variant="ghost"
          className="text-fg-2"
          icon={isArranging ? <Check /> : <ArrowDownUp />}
          onPress={() => useUi.setState({ isArrangingContext: !isArranging })}
        >
          {t(isArranging ? "context.arranged" : "context.arrange")}
        </Button>
      </div>
    </>
  );
}

const SECTIONS: Readonly<Record<ContextSectionId, (props: SectionProps) => ReactNode>> = {
  customer: CustomerSection,
  procedures: Procedures,
  service: Service,
  promises: PromisesSection,
  registration: Registration,
  scores: Scores,
  history: HistorySection,
  articles: Articles,
  files: FilesSection,
  people: PeopleSection,
  owners: OwnersSection,
};

interface SectionProps {
  readonly conversation: ConversationView;
}

function Procedures({ conversation }: SectionProps) {
  return (
    <Suspense>
      <ProcedureSection key={conversation.id} conversation={conversation} />
    </Suspense>
  );
}

const ScoresSection = part(async () => ({
  default: (await import("../surveys/scores-section.tsx")).ScoresSection,
}));

/** What customers think is known once it is over, and of those who were here before. */
function Scores({ conversation }: SectionProps) {
  return (
    <Suspense>
      <ScoresSection conversation={conversation} />
    </Suspense>
  );
}

const SuggestedArticles = part(async () => {
  const load = import("../knowledge/suggested-articles.tsx");
  const [{ SuggestedArticles }] = await Promise.all([load, learn("knowledge")]);
  return { default: SuggestedArticles };
});

/** Nothing is asked for before somebody opens it. */
function Articles({ conversation }: SectionProps) {
  const t = useT();
  const isExpanded = usePreferences(({ contextClosed }) => !contextClosed.includes("articles"));
  return (
    <ContextDisclosure id="articles" title={t("context.articles")}>
      {isExpanded && (
        <Suspense fallback={<SkeletonRows rows={2} label={t("list.loading")} />}>
          <SuggestedArticles conversation={conversation} />
        </Suspense>
      )}
    </ContextDisclosure>
  );
}

function Service({ conversation }: SectionProps) {
  const t = useT();
  const now = useNow();
  const queue = useQueue(conversation.queueId);
  const inbox = useInboxes().data?.find((candidate) => candidate.id === conversation.inboxId);
  const confirmation = useConfirmation(conversation.id);
  const facts = [
    {
      id: "protocol",
      term: t("fact.protocol"),
      value: <CopyProtocol protocol={conversation.protocol} />,
    },
    {
      id: "channel",
      term: t("fact.channel"),
      // An inbox is often called what its channel is.
      value: [...new Set([channelName(conversation.channel), inbox?.name])]
        .filter(Boolean)
        .join(" · "),
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
    ...(confirmation === undefined
      ? []
      : [{ id: "confirmation", term: t("fact.confirmation"), value: confirmation }]),
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
    <ContextDisclosure id="service" title={t("context.service")}>
      <FactList facts={facts} />
    </ContextDisclosure>
  );
}

/** How it stands with the question whether it is solved: the newest that its story says of it. */
function useConfirmation(id: string): string | undefined {
  const activities = useCache((held) => held.threads.get(id))?.activities ?? [];
  const words = useActivityWords();
  const told = activities.findLast(({ kind }) => kind.startsWith("confirmation-"));
  if (told === undefined) return undefined;
  const { text, reason } = words(told);
  return [text, reason, fullTime(told.at)].filter(Boolean).join(" · ");
}

function Registration({ conversation }: SectionProps) {
  const t = useT();
  const now = useNow();
  const { title, category, categoryId, summary, urgency, promisedAt } = conversation;
  const categories = useCategories(categoryId !== null).data ?? [];
  const asksMore = categories.some(({ id, fields }) => id === categoryId && fields.length > 0);
  if (title === null && summary === null && promisedAt === null && !asksMore) return null;
  const facts = [
    { id: "title", term: t("registration.title"), value: title },
    { id: "category", term: t("registration.category"), value: category },
    ...fieldFacts(conversation, categories),
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
    <ContextDisclosure id="registration" title={t("context.registration")}>
      <FactList facts={facts.filter((fact) => fact.value !== null)} />
      {asksMore && categoryId !== null && conversation.status !== "closed" && (
        <Button
          size="small"
          variant="ghost"
          className="mt-1 -ms-2 text-fg-2"
          icon={<SquarePen />}
          onPress={() => showLayer({ kind: "about", conversationId: conversation.id, categoryId })}
        >
          {t("registration.tellMore")}
        </Button>
      )}
    </ContextDisclosure>
  );
}
