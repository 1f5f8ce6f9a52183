import type { Channel } from "./channel.ts";
import { foldWords } from "./words.ts";

/**
 * Keywords by which a customer stops, resumes or asks for help by SMS. The English set is the
 * carriers' (CTIA, Twilio defaults), the others are what customers in Brazil and Spanish America
 * write (security D-09). A keyword counts only when it is the whole message.
 */
const STOP = new Set(
  "stop unsubscribe end quit stopall revoke optout opt-out cancel arret td remove parar sair cancelar descadastrar remover baja alto"
    .split(" ")
    .map(foldWords),
);
const START = new Set("start unstop voltar".split(" "));
const HELP = new Set("help ajuda ayuda info".split(" "));

/** The longest keyword, with room for the stops and spaces people put around it. */
const KEYWORD_LENGTH_MAX = 40;

export type Keyword = "stop" | "start" | "help";

/** The keyword this message is, if it is nothing else. `st0p` and `STOP please` are words, not it. */
export function matchKeyword(text: string): Keyword | undefined {
  if (text.length > KEYWORD_LENGTH_MAX) return undefined;
  const folded = foldWords(text);
  if (STOP.has(folded)) return "stop";
  if (START.has(folded)) return "start";
  if (HELP.has(folded)) return "help";
  return undefined;
}

/** Carriers bind us to keywords on SMS only; elsewhere "sair" is a word. */
export function keywordOf(message: {
  readonly channel: Channel;
  readonly text: string;
}): Keyword | undefined {
  return message.channel === "sms" ? matchKeyword(message.text) : undefined;
}

/** The one confirmation the carriers ask for, and the answer to HELP, in the customer's language. */
export const KEYWORD_REPLIES: Readonly<
  Record<Keyword, Readonly<Record<"pt" | "en" | "es", string>>>
> = {
  stop: {
    pt: "Você não receberá mais mensagens deste número. Responda VOLTAR para receber de novo.",
    en: "You will get no more messages from this number. Reply START to get them again.",
    es: "No recibirás más mensajes de este número. Responde START para recibirlos de nuevo.",
  },
  start: {
    pt: "Você voltou a receber mensagens deste número. Responda PARAR para cancelar.",
    en: "You will get messages from this number again. Reply STOP to cancel.",
    es: "Volverás a recibir mensajes de este número. Responde BAJA para cancelar.",
  },
  help: {
    pt: "Este é o nosso atendimento. Escreva sua dúvida e um atendente responde. PARAR cancela.",
    en: "This is customer service. Write your question and an agent answers. STOP cancels.",
    es: "Este es nuestro servicio de atención. Escribe tu duda y te respondemos. BAJA cancela.",
  },
};
