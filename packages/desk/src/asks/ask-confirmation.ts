import { askForConfirmation, chooseConfirmation, sayConfirmation } from "@circuito/domain";
import { endAsk, findConfirmations } from "@circuito/store";
import { saveChange } from "../change.ts";
import { HOUSE } from "./house.ts";
import { askableOf, factsOf, putQuestion } from "./put-question.ts";
import type { ReleaseAsk } from "./release-asks.ts";

/** Asks the customer of a conversation that was solved a while ago whether it is, if they may be asked. */
export const askConfirmation: ReleaseAsk = async (desk, tx, before, { id }, now) => {
  const { client } = tx;
  const { channel, queueId, status } = before;
  // As they are now: whoever switched it off meanwhile wants nobody asked.
  const policies = await findConfirmations(client, { queueId, channel });
  const policy = chooseConfirmation(policies, { queueId, channel });
  const known = await askableOf(tx, before);
  const hasOpenAsk = before.ask !== undefined;
  const choice = askForConfirmation({ ...known, status, enabled: policy.enabled, hasOpenAsk }, now);
  if (!choice.asks) {
    const { because } = choice;
    if (because === "not-resolved") {
      // Open again, as its story says: nothing to tell.
      await endAsk(client, id, { kind: "withdrawn", because: "reopened" }, now);
      return undefined;
    }
    await endAsk(client, id, { kind: "withheld", because }, now);
    const activity = { kind: "confirmation-not-asked", because, data: { askId: id } };
    return saveChange(tx, HOUSE, { before, after: before, activity }, now);
  }
  const question = {
    id,
    said: sayConfirmation(id, policy, before, factsOf(before, known)),
    endsAt: now + policy.silenceMs,
    open: { kind: "confirmation" },
    line: { kind: "confirmation-asked", because: "solved", data: {} },
  } as const;
  return putQuestion(desk, tx, before, known, question, now);
};
