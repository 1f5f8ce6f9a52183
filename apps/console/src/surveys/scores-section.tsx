import type { ConversationView, GivenScoreView } from "@circuito/protocol";
import { Chip, type Tone } from "@circuito/ui";
import { ContextDisclosure } from "../conversation/context-disclosure.tsx";
import { fullTime, listTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { inboxHref } from "../workspace/routes.ts";
import { useNow } from "../workspace/use-now.ts";
import { useScores } from "./use-scores.ts";

/** From which score on somebody is content, and up to which one is not; and the highest one. */
const SCALES: Readonly<
  Record<
    GivenScoreView["kind"],
    { readonly good: number; readonly bad: number; readonly max: number }
  >
> = {
  csat: { good: 4, bad: 2, max: 5 },
  ces: { good: 5, bad: 3, max: 7 },
  nps: { good: 9, bad: 6, max: 10 },
};

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
  const { kind, score, comment, protocol, conversationId, answeredAt } = given;
  return (
    <li>
      <span className="flex items-center gap-2">
        <Chip tone={toneOf(given)}>
          {kind.toUpperCase()} {score}/{SCALES[kind].max}
        </Chip>
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

function toneOf({ kind, score }: GivenScoreView): Tone {
  const { good, bad } = SCALES[kind];
  if (score >= good) return "ok";
  return score <= bad ? "danger" : "warn";
}
