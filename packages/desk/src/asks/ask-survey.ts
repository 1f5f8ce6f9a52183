import { chooseSurvey, saySurvey } from "@circuito/domain";
import { endAsk, insertSurvey, loadSurveySettings, lockSurveyFacts, setDue } from "@circuito/store";
import { saveChange } from "../change.ts";
import { HOUSE } from "./house.ts";
import { askableOf, factsOf, putQuestion } from "./put-question.ts";
import type { ReleaseAsk } from "./release-asks.ts";

/** Asks the customer of a conversation that was solved a while ago how it was, if they may be asked. */
export const askSurvey: ReleaseAsk = async (desk, tx, before, { id }, now) => {
  const { client } = tx;
  const { id: conversationId, contactId, level } = before;
  const settings = await loadSurveySettings(client);
  const known = await askableOf(tx, before);
  const person = await lockSurveyFacts(client, { conversationId, contactId });
  const choice = chooseSurvey(settings, { ...before, ...known, ...person, now });
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
  const { kind } = policy;
  const said = saySurvey(id, policy, before, factsOf(before, known));
  await insertSurvey(client, {
    askId: id,
    policyId: policy.id,
    version: settings.version,
    kind,
    level,
    question: said.question,
  });
  const question = {
    id,
    said,
    endsAt: now + policy.respondWithinMs,
    open: { kind: "survey", survey: said.survey },
    line: { kind: "survey-sent", because, data: { kind, policy: policy.name } },
  } as const;
  return putQuestion(desk, tx, before, known, question, now);
};
