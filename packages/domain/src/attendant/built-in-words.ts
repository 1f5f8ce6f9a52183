import type { AttendantLanguage } from "./attendant-flow.ts";

/** What every attendant says in the same words. Titles fit on a button of WhatsApp (20 characters). */
export interface BuiltInWords {
  readonly person: string;
  readonly back: string;
  readonly notUnderstood: string;
  readonly protocol: string;
  /** In place of a time that is not known. */
  readonly soon: string;
}

export const BUILT_IN_WORDS: Readonly<Record<AttendantLanguage, BuiltInWords>> = {
  "pt-BR": {
    person: "Falar com uma pessoa",
    back: "Voltar",
    notUnderstood: "Não entendi. Escolha uma das opções:",
    protocol: "Protocolo",
    soon: "em breve",
  },
  en: {
    person: "Talk to a person",
    back: "Back",
    notUnderstood: "I did not understand. Please choose one of these:",
    protocol: "Protocol",
    soon: "soon",
  },
  es: {
    person: "Hablar con alguien",
    back: "Volver",
    notUnderstood: "No entendí. Elige una de las opciones:",
    protocol: "Número de atención",
    soon: "pronto",
  },
};
