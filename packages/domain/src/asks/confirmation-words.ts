import type { AttendantLanguage } from "../attendant/attendant-flow.ts";
import { foldWords } from "../words.ts";
import type { AskChoice } from "./ask.ts";

interface ConfirmationWords {
  /** Where the policy has no words in a language. Variables as in quick replies. */
  readonly question: string;
  /** Titles fit on a button of WhatsApp (20 characters). */
  readonly yes: string;
  readonly no: string;
  /** What a "no" is answered with, so that nobody thinks it was lost. */
  readonly reopened: string;
}

export const CONFIRMATION_WORDS: Readonly<Record<AttendantLanguage, ConfirmationWords>> = {
  "pt-BR": {
    question: "Seu atendimento {{protocolo}} foi encerrado. O que você precisava foi resolvido?",
    yes: "Sim, foi resolvido",
    no: "Não, ainda não",
    reopened: "Obrigado por avisar. Seu atendimento foi reaberto e tem prioridade.",
  },
  en: {
    question: "Your request {{protocolo}} was closed. Is your problem solved?",
    yes: "Yes, it is solved",
    no: "No, not yet",
    reopened: "Thank you for telling us. Your request is open again, and has priority.",
  },
  es: {
    question: "Tu atención {{protocolo}} fue cerrada. ¿Se resolvió lo que necesitabas?",
    yes: "Sí, se resolvió",
    no: "No, todavía no",
    reopened: "Gracias por avisar. Tu atención fue reabierta y tiene prioridad.",
  },
};

/** In the order of their numbers. */
export function confirmationChoices(language: AttendantLanguage): readonly AskChoice[] {
  const { yes, no } = CONFIRMATION_WORDS[language];
  return [
    { value: "yes", title: yes, typed: "1" },
    { value: "no", title: no, typed: "2" },
  ];
}

const folded = (sayings: string) => new Set(sayings.split(", ").map(foldWords));

/** What people write in place of a button, folded; only as all there is of a message. */
export const CONFIRMATION_SAYINGS: Readonly<Record<"yes" | "no", ReadonlySet<string>>> = {
  yes: folded(
    "sim, s, ss, sim foi, sim resolveu, sim resolvido, sim está resolvido, resolvido, foi resolvido, " +
      "está resolvido, resolveu, solucionado, foi solucionado, tudo certo, tudo resolvido, " +
      "yes, y, yep, yeah, yes it is, yes solved, solved, resolved, it is solved, it's solved, fixed, " +
      "si, sí está resuelto, sí se resolvió, resuelto, se resolvió, está resuelto, solucionado, todo bien",
  ),
  no: folded(
    "não, n, nn, não ainda não, ainda não, não ainda, não foi, não foi resolvido, não resolveu, " +
      "não está resolvido, não resolvido, ainda não foi resolvido, ainda não resolveu, " +
      "no, nope, not yet, no not yet, not solved, it is not solved, it's not solved, not resolved, still not, " +
      "todavía no, aún no, no todavía no, no todavía, no se resolvió, no está resuelto",
  ),
};
