import type { AttendantLanguage, AttendantWords } from "../attendant/attendant-flow.ts";
import type { ScoreBand, SurveyKind } from "./survey-scale.ts";

/** What a survey says in the same words everywhere. */
interface SurveyBuiltInWords {
  /** What the ends of a scale mean. */
  readonly ends: Readonly<Record<SurveyKind, readonly [lowest: string, highest: string]>>;
  /** Where there are no buttons; `{min}` and `{max}` are of the scale. */
  readonly answerByNumber: string;
  /** Of the score that no row is left for. */
  readonly answerAlsoByNumber: string;
  /** Before a link. */
  readonly answer: string;
  readonly thanks: string;
}

export const SURVEY_WORDS: Readonly<Record<AttendantLanguage, SurveyBuiltInWords>> = {
  "pt-BR": {
    ends: {
      csat: ["muito ruim", "muito bom"],
      ces: ["muito difícil", "muito fácil"],
      nps: ["de jeito nenhum", "com certeza"],
    },
    answerByNumber: "Responda com um número de {min} a {max}.",
    answerAlsoByNumber: "Escolha na lista ou escreva o número. Para dar {score}, escreva {score}.",
    answer: "Responder",
    thanks: "Obrigado pela sua resposta.",
  },
  en: {
    ends: {
      csat: ["very bad", "very good"],
      ces: ["very difficult", "very easy"],
      nps: ["not at all", "certainly"],
    },
    answerByNumber: "Reply with a number from {min} to {max}.",
    answerAlsoByNumber: "Choose from the list or write the number. To give {score}, write {score}.",
    answer: "Answer",
    thanks: "Thank you for your answer.",
  },
  es: {
    ends: {
      csat: ["muy malo", "muy bueno"],
      ces: ["muy difícil", "muy fácil"],
      nps: ["de ninguna manera", "con seguridad"],
    },
    answerByNumber: "Responde con un número del {min} al {max}.",
    answerAlsoByNumber: "Elige en la lista o escribe el número. Para dar {score}, escribe {score}.",
    answer: "Responder",
    thanks: "Gracias por tu respuesta.",
  },
};

/** Where a policy has no words of its own. Variables as in quick replies. */
export const SURVEY_QUESTIONS: Readonly<
  Record<SurveyKind, Readonly<Record<AttendantLanguage, string>>>
> = {
  csat: {
    "pt-BR": "Como você avalia o nosso atendimento?",
    en: "How do you rate our service?",
    es: "¿Cómo calificas nuestra atención?",
  },
  ces: {
    "pt-BR": "Foi fácil resolver o seu problema com a gente?",
    en: "How easy was it to have your problem solved?",
    es: "¿Qué tan fácil fue resolver tu problema con nosotros?",
  },
  nps: {
    "pt-BR": "Você nos recomendaria a um amigo ou colega?",
    en: "Would you recommend us to a friend or colleague?",
    es: "¿Nos recomendarías a un amigo o colega?",
  },
};

export const SURVEY_FOLLOW_UPS: Readonly<
  Record<ScoreBand, Readonly<Record<AttendantLanguage, string>>>
> = {
  low: {
    "pt-BR": "Sentimos muito. O que deu errado?",
    en: "We are sorry. What went wrong?",
    es: "Lo sentimos. ¿Qué salió mal?",
  },
  middle: {
    "pt-BR": "Obrigado. O que faltou para ser melhor?",
    en: "Thank you. What would have made it better?",
    es: "Gracias. ¿Qué faltó para que fuera mejor?",
  },
  high: {
    "pt-BR": "Que bom! Quer contar o que mais gostou?",
    en: "Great! Would you tell us what you liked most?",
    es: "¡Qué bien! ¿Quieres contar qué te gustó más?",
  },
};

/** The words of a policy in a language, else the built-in ones. */
export function ownOrBuiltIn(
  own: AttendantWords | undefined,
  builtIn: Readonly<Record<AttendantLanguage, string>>,
  language: AttendantLanguage,
): string {
  return own?.[language]?.trim() || builtIn[language];
}
