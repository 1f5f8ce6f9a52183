import type { ConversationView } from "@circuito/protocol";
import { Chip, FactList, IconButton } from "@circuito/ui";
import { ChevronDown, ChevronUp, Forward, Scale } from "lucide-react";
import { Suspense, useState } from "react";
import { fieldFacts } from "../categories/field-facts.ts";
import { useCategories } from "../categories/use-categories.ts";
import { futureTime, listTime } from "../i18n/format.ts";
import { URGENCY_TONE, urgencyName } from "../i18n/labels.ts";
import { learn, useT } from "../i18n/translate.ts";
import { ProcedureStand } from "../procedures/run/procedure-parts.ts";
import { part } from "../shell/part.ts";
import { useQueue } from "../workspace/queries.ts";
import { useNow } from "../workspace/use-now.ts";

const HandOverStory = part(async () => ({
  default: (await Promise.all([import("./hand-over-story.tsx"), learn("layers")]))[0].HandOverStory,
}));

interface HandOverCardProps {
  readonly conversation: ConversationView;
}

/** What whoever handed it over wants the receiver to read first, and the way it came. */
export function HandOverCard({ conversation }: HandOverCardProps) {
  const t = useT();
  const now = useNow();
  const [isFolded, setFolded] = useState(false);
  const { handOver, category, categoryId, summary, urgency, promisedAt } = conversation;
  const categories = useCategories(handOver !== null && categoryId !== null).data ?? [];
  const from = useQueue(handOver?.fromQueueId ?? null);
  if (handOver === null || conversation.status === "resolved" || conversation.status === "closed") {
    return null;
  }
  const facts = [
    // Of an escalation the note is what was tried: it stands beside what came of it.
    {
      id: "tried",
      term: t("handOver.tried"),
      value: handOver.result === null ? null : handOver.note,
    },
    { id: "result", term: t("handOver.result"), value: handOver.result },
    { id: "category", term: t("registration.category"), value: category },
    ...fieldFacts(conversation, categories),
    {
      id: "promised",
      term: t("registration.promisedAt"),
      value: promisedAt === null ? null : futureTime(promisedAt, now),
    },
  ].filter((fact) => fact.value !== null);
  return (
    <section
      aria-label={t("handOver.label")}
      className="mx-3 mt-3 flex-none rounded-pane border border-line-subtle bg-accent-soft px-3.5 pt-1.5"
    >
      <header className="flex items-center gap-2 pb-1.5">
        <Forward aria-hidden="true" className="lucide text-accent-text" />
        <h3 className="min-w-0 grow text-13 font-semibold">
          {t(`handOver.${handOver.kind}`, {
            name: handOver.byName,
            queue: from?.name ?? t("handOver.unknownQueue"),
          })}
        </h3>
        {urgency !== null && <Chip tone={URGENCY_TONE[urgency]}>{urgencyName(urgency)}</Chip>}
        <time dateTime={handOver.at} className="text-12 tabular-nums text-fg-2">
          {listTime(handOver.at, now)}
        </time>
        <IconButton
          size="small"
          label={t(isFolded ? "action.unfold" : "action.fold")}
          icon={isFolded ? <ChevronDown /> : <ChevronUp />}
          onPress={() => setFolded(!isFolded)}
        />
      </header>
      {!isFolded && (
        <div className="flex max-h-[30vh] flex-col gap-2 overflow-y-auto">
          {handOver.diverted !== null && (
            <p className="flex items-center gap-1.5 text-13 font-medium text-warn-text">
              <Scale aria-hidden="true" className="lucide size-3.5 flex-none" />
              {t(`handOver.diverted.${handOver.diverted}`)}
            </p>
          )}
          {/* A direction's note is its summary: not said twice. */}
          {handOver.result === null && (
            <p className="text-14 break-words whitespace-pre-wrap">{handOver.note}</p>
          )}
          {summary !== null && summary !== handOver.note && (
            <p className="text-13 break-words whitespace-pre-wrap text-fg-2">{summary}</p>
          )}
          {facts.length > 0 && <FactList facts={facts} />}
          <Suspense>
            <ProcedureStand conversation={conversation} />
          </Suspense>
          <Suspense>
            <HandOverStory conversation={conversation} />
          </Suspense>
          {/* The space below the last line; while there are more lines, they fade into it. */}
          <div
            aria-hidden="true"
            className="pointer-events-none sticky bottom-0 -mt-2 h-4 flex-none bg-linear-to-t from-accent-soft to-transparent"
          />
        </div>
      )}
    </section>
  );
}
