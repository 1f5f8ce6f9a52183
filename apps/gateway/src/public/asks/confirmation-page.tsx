import { confirmationChoices } from "@circuito/domain";
import type { AskForPage } from "@circuito/store";
import type { ComponentChildren } from "preact";
import type { PublicLocale, PublicWords } from "../public-locale.ts";
import type { PublicPage } from "../public-page.tsx";

interface ConfirmationPageWords {
  readonly title: string;
  readonly question: string;
  /** `{protocol}` is the number of their conversation. */
  readonly about: string;
  readonly chosen: string;
  readonly confirm: string;
  readonly thanks: string;
  readonly solved: string;
  readonly reopened: string;
  readonly over: string;
  readonly workedOn: string;
}

const WORDS: PublicWords<ConfirmationPageWords> = {
  "pt-BR": {
    title: "Seu atendimento",
    question: "O que você precisava foi resolvido?",
    about: "Atendimento {protocol}",
    chosen: "Falta só confirmar a sua resposta:",
    confirm: "Confirmar: {answer}",
    thanks: "Obrigado pela resposta",
    solved: "Que bom que foi resolvido. Se precisar de nós de novo, é só escrever.",
    reopened:
      "Seu atendimento foi reaberto e tem prioridade. Respondemos pelo mesmo canal em que você nos escreveu.",
    over: "Não é mais preciso responder",
    workedOn: "Este atendimento já está aberto de novo, e alguém cuida dele.",
  },
  en: {
    title: "Your request",
    question: "Is your problem solved?",
    about: "Request {protocol}",
    chosen: "Please confirm your answer:",
    confirm: "Confirm: {answer}",
    thanks: "Thank you for your answer",
    solved: "We are glad that it is solved. If you need us again, just write.",
    reopened: "Your request is open again, and has priority. We will answer where you wrote to us.",
    over: "There is nothing to answer any more",
    workedOn: "This request is open again already, and somebody looks after it.",
  },
  es: {
    title: "Su atención",
    question: "¿Se resolvió lo que necesitaba?",
    about: "Atención {protocol}",
    chosen: "Solo falta confirmar su respuesta:",
    confirm: "Confirmar: {answer}",
    thanks: "Gracias por su respuesta",
    solved: "Nos alegra que se haya resuelto. Si nos necesita de nuevo, escríbanos.",
    reopened:
      "Su atención fue reabierta y tiene prioridad. Le responderemos por el mismo canal por el que nos escribió.",
    over: "Ya no hace falta responder",
    workedOn: "Esta atención ya está abierta de nuevo y alguien se ocupa de ella.",
  },
};

/** The question whether it is solved, or what was answered to it. Nothing personal is on it. */
export function confirmationPage(
  ask: AskForPage,
  {
    locale,
    company,
    proposed,
  }: {
    readonly locale: PublicLocale;
    readonly company: string | undefined;
    /** What the link that they followed says. */
    readonly proposed: "yes" | "no" | undefined;
  },
): PublicPage {
  const words = WORDS[locale];
  return {
    locale,
    title: words.title,
    company,
    children: (
      <>
        <p class="quiet">{words.about.replace("{protocol}", ask.protocol)}</p>
        {contentOf(ask, words, locale, proposed)}
      </>
    ),
  };
}

function contentOf(
  { state, answer }: AskForPage,
  words: ConfirmationPageWords,
  locale: PublicLocale,
  proposed: "yes" | "no" | undefined,
): ComponentChildren {
  if (state === "answered") {
    return (
      <>
        <h1>{words.thanks}</h1>
        <p>{answer === "no" ? words.reopened : words.solved}</p>
      </>
    );
  }
  if (state !== "open") {
    return (
      <>
        <h1>{words.over}</h1>
        <p>{words.workedOn}</p>
      </>
    );
  }
  const choices = confirmationChoices(locale);
  // What they pressed in the mail is the first button here: one press more, by a person.
  const ordered = [...choices].sort(
    (a, b) => Number(b.value === proposed) - Number(a.value === proposed),
  );
  return (
    <form method="post">
      <h1>{words.question}</h1>
      {proposed !== undefined && <p>{words.chosen}</p>}
      <div class="actions">
        {ordered.map(({ value, title }, place) => (
          <button
            key={value}
            type="submit"
            name="answer"
            value={value}
            class={proposed !== undefined && place > 0 ? "secondary" : undefined}
          >
            {value === proposed ? words.confirm.replace("{answer}", title) : title}
          </button>
        ))}
      </div>
    </form>
  );
}
