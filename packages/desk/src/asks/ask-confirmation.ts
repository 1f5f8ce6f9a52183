import {
  asId,
  askForConfirmation,
  chooseConfirmation,
  type DeskConversation,
  type MessageId,
  sayConfirmation,
} from "@circuito/domain";
import {
  appendAuthoredMessage,
  endAsk,
  findConfirmations,
  loadConfirmationFacts,
  openAsk,
  saveAnswerMail,
} from "@circuito/store";
import { saveChange } from "../change.ts";
import { composeReplyMail } from "../compose-reply-mail.ts";
import { HOUSE } from "./house.ts";
import type { PutQuestion } from "./release-asks.ts";

/** Asks the customer of a conversation that was solved a while ago whether it is, if they may be asked. */
export const askConfirmation: PutQuestion = async (desk, tx, before, { id }, now) => {
  const { client } = tx;
  const {
    id: conversationId,
    inboxId,
    channel,
    queueId,
    address,
    status,
    protocol,
    language,
  } = before;
  // As they are now: whoever switched it off meanwhile wants nobody asked.
  const policies = await findConfirmations(client, { queueId, channel });
  const policy = chooseConfirmation(policies, { queueId, channel });
  const known = await loadConfirmationFacts(client, before);
  const mail = await composeReplyMail(client, before, { kind: "reply" });
  const choice = askForConfirmation(
    {
      ...known,
      status,
      enabled: policy.enabled,
      isReachable: !address.startsWith("sender:"),
      hasReplyAddress: mail.kind !== "refused",
      hasOpenAsk: before.ask !== undefined,
    },
    now,
  );
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
  const { customerName, agentName, queueName, company } = known;
  const said = sayConfirmation(
    id,
    policy,
    { channel, language },
    { customerName, protocol, agentName, queueName, company },
  );
  const messageId = asId<MessageId>(desk.newId());
  const seq = before.lastSeq + 1;
  await appendAuthoredMessage(client, {
    id: messageId,
    conversationId,
    inboxId,
    seq,
    previousPublicSeq: before.lastPublicSeq,
    direction: "outbound",
    agentId: undefined,
    clientId: messageId,
    text: said.text,
    chat: said.chat,
    ask: said.ask,
    at: now,
  });
  if (mail.kind === "mail") {
    const automatic = "auto-generated";
    await saveAnswerMail(client, {
      messageId,
      conversationId,
      inboxId,
      mail: mail.mail,
      automatic,
    });
  }
  const endsAt = now + policy.silenceMs;
  await openAsk(client, { id, messageId, at: now, endsAt });
  const after: DeskConversation = {
    ...before,
    lastSeq: seq,
    lastPublicSeq: seq,
    ask: { id, kind: "confirmation", choices: said.choices, askedAt: now, endsAt },
  };
  const data = { askId: id, endsAt: new Date(endsAt).toISOString() };
  const activity = { kind: "confirmation-asked", because: "solved", data };
  return saveChange(
    tx,
    HOUSE,
    { before, after, activity, message: { id: messageId, isPublic: true } },
    now,
  );
};
