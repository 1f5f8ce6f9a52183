import { foldFacts } from "@circuito/domain";
import {
  type FoldedFacts,
  inboxCalendars,
  loadFigureSubjects,
  loadSpent,
  loadStories,
  type Queryable,
  queueLevels,
} from "@circuito/store";
import { takeTurns } from "../follow/take-turns.ts";
import { judgeStories } from "../sla/judge-stories.ts";

/**
 * Facts of one conversation that can be numbered (a smallint): some ten thousand answers. What goes on for longer
 * is two robots, and keeps the figures that it had.
 */
const FACTS_MAX = 32_767;

export interface FoldedFigures {
  readonly folded: readonly FoldedFacts[];
  /** Those that could not be folded, and why: one of them holds up no other. */
  readonly failed: readonly { readonly conversationId: string; readonly error: string }[];
}

/** Loads what happened to conversations and measures it: some statements, however many there are. */
export async function foldFigures(
  q: Queryable,
  ids: readonly string[],
  now: number,
): Promise<FoldedFigures> {
  const stories = await loadStories(q, ids);
  const subjects = new Map(
    (await loadFigureSubjects(q, ids)).map((subject) => [subject.conversationId, subject]),
  );
  const spent = await loadSpent(q, ids);
  const { judged, termsBy } = await judgeStories(q, stories);
  const levels = await queueLevels(q);
  const calendars = await inboxCalendars(q);
  const folded: FoldedFacts[] = [];
  const failed: { conversationId: string; error: string }[] = [];
  const endOfTurn = takeTurns();
  for (const { conversationId, record, termsId } of judged) {
    await endOfTurn();
    const subject = subjects.get(conversationId);
    if (!subject) continue;
    const { inboxId, channel, categoryId, segments, isMerged, marks, later } = subject;
    const calendar = calendars.get(inboxId);
    const terms = termsBy(termsId);
    try {
      const handled = spent.get(conversationId) ?? [];
      const story = { record, isMerged, categoryId, marks, later, handled, calendar, terms };
      const facts = foldFacts(story, (id) => levels.get(id) ?? 1, now);
      if (facts.length > FACTS_MAX) throw new Error(`more than ${FACTS_MAX} facts`);
      folded.push({ conversationId, subject: { inboxId, channel, categoryId, segments }, facts });
    } catch (error) {
      failed.push({ conversationId, error: error instanceof Error ? error.message : "unknown" });
    }
  }
  return { folded, failed };
}
