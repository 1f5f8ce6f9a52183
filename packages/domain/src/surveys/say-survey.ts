import type { AskChoice, OpenSurvey } from "../asks/ask.ts";
import { choiceIdOf } from "../asks/ask.ts";
import { askLanguage, fillAskWords, type SaidAsk } from "../asks/say-confirmation.ts";
import type { AttendantLanguage } from "../attendant/attendant-flow.ts";
import { type Channel, isChatLike } from "../channel.ts";
import type { OfferedChoice } from "../chat/outbound-chat.ts";
import type { AskId } from "../ids.ts";
import type { QuickReplyFacts } from "../writing/quick-reply.ts";
import type { SurveyPolicy } from "./survey-policy.ts";
import { SCORE_BANDS, SURVEY_SCALES, type SurveyKind, scoresOf } from "./survey-scale.ts";
import { ownOrBuiltIn, SURVEY_FOLLOW_UPS, SURVEY_QUESTIONS, SURVEY_WORDS } from "./survey-words.ts";

/** How a survey is answered on a channel. */
export type SurveyForm = "buttons" | "number" | "link";

/** How many answers one press can choose from: a list of WhatsApp has ten rows, whatever its sections. */
const BUTTONS_MAX: Readonly<Record<Channel, number>> = { webchat: 11, whatsapp: 10, loopback: 11 };
/** Our own chat shows what the ends mean below the scale. */
const SHOWS_ENDS: Channel = "webchat";
/** A mail has a link for every score while they fit above the fold of a phone. */
const LINKS_MAX = 7;

export function surveyFormOf(channel: Channel): SurveyForm {
  if (!isChatLike(channel)) return "link";
  return BUTTONS_MAX[channel] === undefined ? "number" : "buttons";
}

/**
 * The scores that one press gives. Where there is one too many, as of NPS on WhatsApp, the lowest is
 * written instead, and the words say so: rows of two scores would lose one, a second list would ask
 * twice, and whoever presses 1 for it counts in NPS as 0 does.
 */
function pressedScores(kind: SurveyKind, channel: Channel): readonly number[] {
  return scoresOf(kind).slice(-(BUTTONS_MAX[channel] ?? 0));
}

/** A survey as a message of ours, and what its conversation has to know to understand the answer. */
export interface SaidSurvey extends SaidAsk {
  /** The question alone: what the page of its link asks. */
  readonly question: string;
  readonly survey: OpenSurvey;
}

export function saySurvey(
  id: AskId,
  policy: Pick<SurveyPolicy, "kind" | "question" | "asksWhy" | "followUp">,
  to: {
    readonly channel: Channel;
    /** Primary tag of the customer's language, as far as it is known. */
    readonly language: string | undefined;
  },
  facts: QuickReplyFacts,
): SaidSurvey {
  const { kind } = policy;
  const language = askLanguage(to.language);
  const own = SURVEY_WORDS[language];
  const question = fillAskWords(
    ownOrBuiltIn(policy.question, SURVEY_QUESTIONS[kind], language),
    facts,
  );
  const scores = scoresOf(kind);
  const choices = scores.map((score): AskChoice => {
    const value = String(score);
    return { value, title: value, typed: value };
  });
  const said = { choices, question, survey: openSurveyOf(policy, language, facts) };
  const asked = `${question}\n${scaleWords(kind, language)}`;
  const { min, max } = SURVEY_SCALES[kind];
  switch (surveyFormOf(to.channel)) {
    case "buttons": {
      const pressed = pressedScores(kind, to.channel);
      const means = new Map([
        [min, own.ends[kind][0]],
        [max, own.ends[kind][1]],
      ]);
      const offered = pressed.map((score): OfferedChoice => {
        const title = String(score);
        const description = means.get(score);
        return {
          id: choiceIdOf({ id }, { value: title }),
          title,
          ...(description !== undefined && { description }),
        };
      });
      const how = own.answerAlsoByNumber.replaceAll("{score}", String(min));
      const worded = to.channel === SHOWS_ENDS ? question : asked;
      const text = pressed.length < scores.length ? `${worded}\n\n${how}` : worded;
      const chat = { choices: offered, language, asks: "score" } as const;
      return { ...said, text, chat, ask: { id, links: [] } };
    }
    case "number": {
      const how = own.answerByNumber.replace("{min}", String(min)).replace("{max}", String(max));
      return { ...said, text: `${asked}\n\n${how}`, chat: undefined, ask: { id, links: [] } };
    }
    case "link": {
      const links =
        scores.length <= LINKS_MAX
          ? choices.map(({ title, value }) => ({ title, value }))
          : [{ title: own.answer }];
      return { ...said, text: asked, chat: undefined, ask: { id, links } };
    }
  }
}

/** "1 = muito ruim, 5 = muito bom". */
export function scaleWords(kind: SurveyKind, language: AttendantLanguage): string {
  const { min, max } = SURVEY_SCALES[kind];
  const [lowest, highest] = SURVEY_WORDS[language].ends[kind];
  return `${min} = ${lowest}, ${max} = ${highest}`;
}

function openSurveyOf(
  { kind, asksWhy, followUp }: Pick<SurveyPolicy, "kind" | "asksWhy" | "followUp">,
  language: AttendantLanguage,
  facts: QuickReplyFacts,
): OpenSurvey {
  const { thanks } = SURVEY_WORDS[language];
  if (!asksWhy) return { kind, thanks };
  const words = SCORE_BANDS.map((band) => [
    band,
    fillAskWords(ownOrBuiltIn(followUp[band], SURVEY_FOLLOW_UPS[band], language), facts),
  ]);
  return { kind, thanks, why: Object.fromEntries(words) };
}
