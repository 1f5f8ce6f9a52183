import type { AskKind, DeskConversation } from "@circuito/domain";
import {
  contactKey,
  endAsk,
  findAsk,
  findUnheard,
  hurrySurveys,
  lockDeskConversation,
  type StoredAsk,
  saveDeskConversation,
  type Transaction,
  takeDue,
} from "@circuito/store";
import { type Nudges, nudge, saveChange } from "../change.ts";
import type { Desk } from "../desk.ts";
import { askConfirmation } from "./ask-confirmation.ts";
import { askSurvey } from "./ask-survey.ts";
import { HOUSE } from "./house.ts";

/** Puts a planned question to the customer, or says why not. */
export type ReleaseAsk = (
  desk: Desk,
  tx: Transaction,
  conversation: DeskConversation,
  ask: StoredAsk,
  now: number,
) => Promise<Nudges | undefined>;

/** A file a kind. */
const QUESTIONS: Readonly<Record<AskKind, ReleaseAsk>> = {
  confirmation: askConfirmation,
  survey: askSurvey,
};

/** Lines of the story that say that nobody answered. */
const LAPSED: Readonly<Record<AskKind, string>> = {
  confirmation: "confirmation-lapsed",
  survey: "survey-lapsed",
};

/**
 * The time of questions has come: those that are planned are asked, those that nobody answered are over.
 * One by one: each locks its conversation by itself.
 */
export async function releaseAsks(desk: Desk, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const nudges = await desk.database.transaction((tx) => release(desk, tx, id));
    if (nudges) await nudge(desk, nudges);
  }
}

async function release(desk: Desk, tx: Transaction, id: string): Promise<Nudges | undefined> {
  const { client } = tx;
  const now = desk.now();
  const planned = await findAsk(client, id);
  // The conversation first, as the router and the page of a link have it, and then the question anew.
  const conversation = planned && (await lockDeskConversation(tx, planned.conversationId));
  if (!conversation) return undefined;
  // Somebody's words that are not routed yet may be the answer: the sweeper brings it again.
  const key = contactKey(conversation.address);
  if (conversation.ask?.id === id && (await findUnheard(client, [key])).has(key)) return undefined;
  const [due] = await takeDue(client, "ask", [id], now);
  const ask = due === undefined ? undefined : await findAsk(client, id);
  if (ask?.state === "planned") return QUESTIONS[ask.kind](desk, tx, conversation, ask, now);
  if (ask?.state === "answered") return stopListening(tx, conversation, ask);
  if (ask?.state !== "open" || !(await endAsk(client, ask.id, { kind: "lapsed" }, now))) {
    return undefined;
  }
  await hurrySurveys(client, [conversation.id], now);
  return saveChange(
    tx,
    HOUSE,
    {
      before: conversation,
      after: { ...conversation, ask: undefined },
      activity: { kind: LAPSED[ask.kind], because: "no-answer-in-time", data: { askId: ask.id } },
    },
    now,
  );
}

/** Nobody told why within the time for it: what comes from here on is about something else. */
async function stopListening(
  tx: Transaction,
  before: DeskConversation,
  { id }: StoredAsk,
): Promise<undefined> {
  if (before.ask?.id === id) await saveDeskConversation(tx, before, { ...before, ask: undefined });
}
