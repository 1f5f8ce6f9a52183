import { cleanText } from "@circuito/connector";
import { type AutoAnswerTexts, asId, MAIL_CHANNEL } from "@circuito/domain";
import type { AutoAnswers } from "@circuito/protocol";
import { findAutoAnswers, type Queryable, setAutoAnswers } from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { HttpProblem } from "../problem.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

/** What an inbox says by itself. */
export function autoAnswerHandlers({
  database,
}: WebParts): Pick<Handlers, "getAutoAnswers" | "setAutoAnswers"> {
  return {
    getAutoAnswers: async ({ params }) => autoAnswersOf(await textsOf(database.pool, params.id)),
    async setAutoAnswers({ params, body }) {
      const texts = written(body);
      await database.transaction(async ({ client }) => {
        await textsOf(client, params.id);
        await setAutoAnswers(client, asId(params.id), texts);
      });
      return autoAnswersOf(texts);
    },
  };
}

async function textsOf(q: Queryable, inboxId: string): Promise<AutoAnswerTexts> {
  const found = await findAutoAnswers(q, inboxId);
  if (!found) throw nothingHere();
  if (found.channel !== MAIL_CHANNEL) {
    throw new HttpProblem("wrong-state", "only mail inboxes answer by themselves", {
      details: { because: "not-a-mail" },
    });
  }
  return found.texts;
}

/** What has no words is off, in that language or at all. */
function written({ acknowledgement, absence }: AutoAnswers): AutoAnswerTexts {
  const kept = (words: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(words)
        .map(([locale, text]) => [locale, cleanText(text).trim()] as const)
        .filter(([, text]) => text !== ""),
    );
  const [one, other] = [kept(acknowledgement), kept(absence)];
  return {
    ...(Object.keys(one).length > 0 && { acknowledgement: one }),
    ...(Object.keys(other).length > 0 && { absence: other }),
  };
}

function autoAnswersOf({ acknowledgement = {}, absence = {} }: AutoAnswerTexts): AutoAnswers {
  return { acknowledgement: { ...acknowledgement }, absence: { ...absence } };
}
