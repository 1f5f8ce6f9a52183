import { ATTENDANT_LANGUAGES, type AttendantFlow } from "@circuito/protocol/attendant-text";
import { currentLocale, type Translate } from "../../i18n/translate.ts";

/** Long enough to read and choose on the street. */
const ANSWER_WITHIN_MS = 5 * 60_000;

/** What one begins with: a greeting, a question and two answers, in the reader's own language. */
export function firstFlow(t: Translate): AttendantFlow {
  const locale = currentLocale();
  const language = ATTENDANT_LANGUAGES.find((one) => one === locale) ?? "pt-BR";
  const said = (text: string) => ({ [language]: text });
  return {
    language,
    greeting: said(t("attendant.first.greeting")),
    menu: {
      words: said(t("attendant.first.question")),
      options: [
        { id: "vendas", label: said(t("attendant.first.sales")) },
        { id: "suporte", label: said(t("attendant.first.support")) },
      ],
    },
    closed: { words: said(t("attendant.first.closed")), asks: true },
    handedOver: said(t("attendant.first.handedOver")),
    misunderstandingsMax: 2,
    answerWithinMs: ANSWER_WITHIN_MS,
  };
}
