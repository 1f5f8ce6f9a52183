import {
  type DeskConversation,
  endsMacro,
  fillQuickReply,
  type MacroAct,
  type Principal,
  type QuickReplyFacts,
  WAIT_FOR_CUSTOMER_MS,
  wordsOf,
} from "@circuito/domain";
import type { Transaction } from "@circuito/store";
import { decideCategory } from "../categorize.ts";
import type { Nudges } from "../change.ts";
import type { Desk } from "../desk.ts";
import { decideLabels } from "../label.ts";
import { type Decide, ownerActIn } from "../owner-act.ts";
import { decidePriority } from "../prioritize.ts";
import type { Refusal } from "../refusal.ts";
import { say } from "../reply.ts";
import { decideResolve } from "../resolve.ts";
import { decideSnooze } from "../snooze.ts";
import { decideTransfer } from "../transfer.ts";

const MINUTE_MS = 60_000;

/** What all acts of one run go by. */
export interface RunFacts {
  readonly conversation: DeskConversation;
  /** The owner's epoch the caller saw: for acts that are the owner's. */
  readonly epoch: number;
  readonly clientId: string;
  readonly words: QuickReplyFacts;
}

/** Does one act of a macro inside the run's transaction, as its own verb would. */
export async function doAct(
  desk: Desk,
  tx: Transaction,
  who: Principal,
  act: MacroAct,
  run: RunFacts,
): Promise<{ readonly refused?: Refusal; readonly nudges?: Nudges | undefined }> {
  const conversationId = run.conversation.id;
  if (act.kind === "note") {
    const { result, nudges } = await say(desk, tx, who, {
      conversationId,
      clientId: `${run.clientId}:note`,
      text: wordsOf(fillQuickReply(act.text, run.words)),
      kind: "note",
    });
    return result.kind === "refused" ? { refused: result } : { nudges };
  }
  const input = { conversationId, ...(endsMacro(act.kind) && { epoch: run.epoch }) };
  const { result, nudges } = await ownerActIn(desk, tx, who, input, decideFor(desk, who, act));
  return result.kind === "refused" ? { refused: result } : { nudges };
}

function decideFor(desk: Desk, who: Principal, act: Exclude<MacroAct, { kind: "note" }>): Decide {
  switch (act.kind) {
    case "label":
      return decideLabels(act);
    case "prioritize":
      return decidePriority(act.priority);
    case "categorize":
      return decideCategory(act);
    case "transfer":
      return decideTransfer(who, act);
    case "snooze":
      return decideSnooze(
        desk,
        who,
        act.minutes === null
          ? { until: desk.now() + WAIT_FOR_CUSTOMER_MS, reason: "until-customer-writes" }
          : { until: desk.now() + act.minutes * MINUTE_MS },
      );
    case "resolve":
      return decideResolve(desk, who);
  }
}
