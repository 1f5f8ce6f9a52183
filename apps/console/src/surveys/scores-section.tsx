import type { ConversationView, GivenScoreView } from "@circuito/protocol";
import { ContextDisclosure } from "../conversation/context-disclosure.tsx";
import { fullTime, listTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { inboxHref } from "../workspace/routes.ts";
import { useNow } from "../workspace/use-now.ts";
import { ScoreChip } from "./score-chip.tsx";
import { useScores } from "./use-scores.ts";

/** What the customer thought of this conversation and, under it, of those before. */
export function ScoresSection({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const scores = useScores(conversation.id);
  if (scores.length === 0) return null;
  return (
    <ContextDisclosure id="scores" title={t("context.scores")} count={scores.length}>
      <ul className="flex flex-col gap-2.5">
        {scores.map((one) => (
          <Given
            key={`${one.conversationId} ${one.kind}`}
            given={one}
            isHere={one.conversationId === conversation.id}
          />
        ))}
      </ul>
    </ContextDisclosure>
  );
}

function Given({ given, isHere }: { readonly given: GivenScoreView; readonly isHere: boolean }) {
  const t = useT();
  const now = useNow();
  const { comment, protocol, conversationId, answeredAt } = given;
  return (
    <li>
      <span className="flex items-center gap-2">
        <ScoreChip given={given} />
        {isHere ? (
          <span className="min-w-0 truncate text-12 text-fg-2">{t("history.here")}</span>
        ) : (
          <a
            href={inboxHref({}, conversationId)}
            className="ring-focus min-w-0 truncate text-12 text-fg-2 underline-offset-2 hover:underline"
          >
            {protocol}
          </a>
        )}
        <time
          dateTime={answeredAt}
          title={fullTime(answeredAt)}
          className="ml-auto flex-none text-12 text-fg-3 tabular-nums"
        >
          {listTime(answeredAt, now)}
        </time>
      </span>
      {comment !== null && (
        <p className="mt-1 border-line border-l-2 pl-2 break-words text-13 text-fg-2">{comment}</p>
      )}
    </li>
  );
}
