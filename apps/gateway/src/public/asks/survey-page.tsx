import { takesScore } from "@circuito/desk";
import { REASONS_LENGTH_MAX, SURVEY_WORDS, scoresOf } from "@circuito/domain";
import type { SurveyOfAsk } from "@circuito/store";
import type { ComponentChildren } from "preact";
import type { PublicLocale, PublicWords } from "../public-locale.ts";
import type { PublicPage } from "../public-page.tsx";

interface SurveyPageWords {
  readonly title: string;
  readonly comment: string;
  readonly optional: string;
  readonly send: string;
  readonly change: string;
  readonly thanks: string;
  /** For a day. */
  readonly changeable: string;
  readonly missing: string;
  readonly over: string;
  readonly overText: string;
}

const WORDS: PublicWords<SurveyPageWords> = {
  "pt-BR": {
    title: "Pesquisa de satisfação",
    comment: "Quer contar mais?",
    optional: "Opcional.",
    send: "Enviar resposta",
    change: "Mudar resposta",
    thanks: "Obrigado pela resposta",
    changeable: "Ela está guardada, e você pode mudá-la por 24 horas.",
    missing: "Escolha uma nota.",
    over: "Esta pesquisa terminou",
    overText: "Não é mais preciso responder. Se precisar de nós, é só escrever.",
  },
  en: {
    title: "Satisfaction survey",
    comment: "Would you like to tell us more?",
    optional: "Optional.",
    send: "Send answer",
    change: "Change answer",
    thanks: "Thank you for your answer",
    changeable: "It is kept, and you can change it for 24 hours.",
    missing: "Choose a score.",
    over: "This survey is over",
    overText: "There is nothing to answer any more. If you need us, just write.",
  },
  es: {
    title: "Encuesta de satisfacción",
    comment: "¿Quiere contar más?",
    optional: "Opcional.",
    send: "Enviar respuesta",
    change: "Cambiar respuesta",
    thanks: "Gracias por su respuesta",
    changeable: "Está guardada, y puede cambiarla durante 24 horas.",
    missing: "Elija una nota.",
    over: "Esta encuesta terminó",
    overText: "Ya no hace falta responder. Si nos necesita, escríbanos.",
  },
};

export interface SurveyShown {
  readonly locale: PublicLocale;
  readonly company: string | undefined;
  /** What the link that they followed says. */
  readonly proposed: number | undefined;
  /** They sent the form without a score. */
  readonly isMissing: boolean;
  readonly now: number;
}

/** The question how it was: a scale as radio buttons, and room for reasons. Nothing personal is on it. */
export function surveyPage(survey: SurveyOfAsk, shown: SurveyShown): PublicPage {
  const { locale, company } = shown;
  const words = WORDS[locale];
  return { locale, title: words.title, company, children: contentOf(survey, words, shown) };
}

function contentOf(
  survey: SurveyOfAsk,
  words: SurveyPageWords,
  { locale, proposed, isMissing, now }: SurveyShown,
): ComponentChildren {
  const isAnswered = survey.score !== undefined;
  if (!takesScore(survey, now)) {
    return (
      <>
        <h1>{isAnswered ? words.thanks : words.over}</h1>
        {!isAnswered && <p>{words.overText}</p>}
      </>
    );
  }
  const { kind, question, comment } = survey;
  const chosen = survey.score ?? proposed;
  const scores = scoresOf(kind);
  const [lowest, highest] = SURVEY_WORDS[locale].ends[kind];
  const means = new Map([
    [scores.at(0), lowest],
    [scores.at(-1), highest],
  ]);
  return (
    <form method="post">
      {isAnswered && (
        <div class="notice good">
          <p>
            <strong>{words.thanks}.</strong> {words.changeable}
          </p>
        </div>
      )}
      <fieldset aria-describedby={isMissing ? "missing" : undefined}>
        <legend>
          <h1>{question}</h1>
        </legend>
        <div class="scale">
          {scores.map((score) => (
            <label key={score}>
              <input
                type="radio"
                name="answer"
                value={score}
                checked={score === chosen}
                required
                aria-label={means.has(score) ? `${score}, ${means.get(score)}` : undefined}
              />
              {score}
            </label>
          ))}
        </div>
        <p class="ends" aria-hidden="true">
          <span>{lowest}</span>
          <span>{highest}</span>
        </p>
        {isMissing && (
          <p class="error" id="missing">
            {words.missing}
          </p>
        )}
      </fieldset>
      <div class="field">
        <label for="comment">{words.comment}</label>
        <textarea
          id="comment"
          name="comment"
          maxlength={REASONS_LENGTH_MAX}
          aria-describedby="optional"
          defaultValue={comment}
        />
        <p class="hint" id="optional">
          {words.optional}
        </p>
      </div>
      <button type="submit">{isAnswered ? words.change : words.send}</button>
    </form>
  );
}
