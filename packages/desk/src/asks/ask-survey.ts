import {
  asId,
  chooseSurvey,
  type DeskConversation,
  type MessageId,
  saySurvey,
} from "@circuito/domain";
import {
  appendAuthoredMessage,
  endAsk,
  insertSurvey,
  loadConfirmationFacts,
  loadSurveySettings,
  lockSurveyFacts,
  openAsk,
  saveAnswerMail,
  setDue,
} from "@circuito/store";
import { saveChange } from "../change.ts";
import { composeReplyMail } from "../compose-reply-mail.ts";
import { HOUSE } from "./house.ts";
import type { PutQuestion } from "./release-asks.ts";

/** Asks the customer of a conversation that was solved a while ago how it was, if they may be asked. */
export const askSurvey: PutQuestion = async (desk, tx, before, { id }, now) => {
  const { client } = tx;
  const { id: conversationId, inboxId, channel, contactId, address, protocol, language } = before;
  const settings = await loadSurveySettings(client);
  const known = await loadConfirmationFacts(client, before);
  const mail = await composeReplyMail(client, before, { kind: "reply" });
  const choice = chooseSurvey(settings, {
    ...before,
    ...known,
    ...(await lockSurveyFacts(client, { conversationId, contactId })),
    now,
    isReachable: !address.startsWith("sender:"),
    hasReplyAddress: mail.kind !== "refused",
  });
  switch (choice.kind) {
    case "wait":
      await setDue(client, [{ kind: "ask", id, at: choice.until }]);
      return undefined;
    case "none": {
      const kind = choice.because === "not-resolved" ? "withdrawn" : "withheld";
      await endAsk(client, id, { kind, because: choice.because }, now);
      return undefined;
    }
    case "withheld": {
      const { because } = choice;
      await endAsk(client, id, { kind: "withheld", because }, now);
      const activity = { kind: "survey-not-sent", because, data: { askId: id } };
      return saveChange(tx, HOUSE, { before, after: before, activity }, now);
    }
    case "ask":
  }
  const { policy, because } = choice;
  const { customerName, agentName, queueName, company } = known;
  const facts = { customerName, protocol, agentName, queueName, company };
  const said = saySurvey(id, policy, { channel, language }, facts);
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
  const endsAt = now + policy.respondWithinMs;
  await openAsk(client, { id, messageId, at: now, endsAt });
  await insertSurvey(client, {
    askId: id,
    policyId: policy.id,
    version: settings.version,
    kind: policy.kind,
    level: before.level,
    question: said.question,
  });
  const { choices, survey } = said;
  const after: DeskConversation = {
    ...before,
    lastSeq: seq,
    lastPublicSeq: seq,
    ask: { id, kind: "survey", choices, askedAt: now, endsAt, survey },
  };
  const data = {
    askId: id,
    kind: policy.kind,
    policy: policy.name,
    endsAt: new Date(endsAt).toISOString(),
  };
  const activity = { kind: "survey-sent", because, data };
  return saveChange(
    tx,
    HOUSE,
    { before, after, activity, message: { id: messageId, isPublic: true } },
    now,
  );
};
