import {
  type AskState,
  afterReopen,
  answerConfirmation,
  type DeskConversation,
  isAskOpen,
} from "@circuito/domain";
import {
  endAsk,
  findAsk,
  findOtherOpen,
  hurrySurveys,
  lockDeskConversation,
  type Transaction,
} from "@circuito/store";
import { type Nudges, nudge, saveChange } from "../change.ts";
import type { Desk } from "../desk.ts";
import { HOUSE } from "./house.ts";

/** What became of an answer that was given on the page of a link. */
export type AnsweredByLink =
  | { readonly kind: "recorded"; readonly value: "yes" | "no" }
  /** It had been answered before, here or by another way, or it is asked no more. */
  | {
      readonly kind: "over";
      readonly state: Exclude<AskState, "planned" | "open">;
      readonly value?: string;
    }
  | { readonly kind: "unknown" };

/**
 * Takes an answer to "is it solved?" from whoever holds the question's link. Once: of two answers at the
 * same time, by whatever ways, one is taken.
 */
export async function answerByLink(
  desk: Desk,
  askId: string,
  value: "yes" | "no",
): Promise<AnsweredByLink> {
  const { answered, nudges } = await desk.database.transaction((tx) =>
    answerIn(desk, tx, askId, value),
  );
  if (nudges) await nudge(desk, nudges);
  return answered;
}

async function answerIn(
  desk: Desk,
  tx: Transaction,
  askId: string,
  value: "yes" | "no",
): Promise<{ readonly answered: AnsweredByLink; readonly nudges?: Nudges }> {
  const { client } = tx;
  const now = desk.now();
  const asked = await findAsk(client, askId);
  const before = asked && (await lockDeskConversation(tx, asked.conversationId));
  if (!before) return { answered: { kind: "unknown" } };
  const ask = before.ask;
  if (before.status !== "resolved" || ask?.id !== askId || !isAskOpen(ask, now)) {
    return { answered: await overOf(tx, askId) };
  }
  const mayReopen = value === "yes" || (await findOtherOpen(client, before)) === undefined;
  const { conversation, lines, ended } = answerConfirmation<DeskConversation>(
    before,
    ask,
    { value, by: "link" },
    // Where the customer has another one open already, that one goes on.
    (solved) => (mayReopen ? afterReopen(solved, HOUSE, now) : solved),
  );
  if (!(await endAsk(client, ask.id, ended, now))) return { answered: await overOf(tx, askId) };
  await hurrySurveys(client, [before.id], now);
  const [activity, further] = mayReopen ? lines : lines.slice(0, 1);
  const nudges = await saveChange(
    tx,
    HOUSE,
    { before, after: conversation, activity, further },
    now,
  );
  return { answered: { kind: "recorded", value }, nudges };
}

async function overOf({ client }: Transaction, askId: string): Promise<AnsweredByLink> {
  const ask = await findAsk(client, askId);
  if (!ask || ask.state === "planned") return { kind: "unknown" };
  // Its time is over, and the machine has not looked yet.
  const state = ask.state === "open" ? "lapsed" : ask.state;
  return { kind: "over", state, ...(ask.answer !== undefined && { value: ask.answer }) };
}
