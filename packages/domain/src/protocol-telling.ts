import { BUILT_IN_WORDS } from "./attendant/built-in-words.ts";
import type { Channel } from "./channel.ts";

/** The window of a web chat shows the number for as long as it is open: words would be noise. */
const SHOWS_IT_ITSELF: readonly Channel[] = ["webchat"];

/** What is known of an answer before it is stored. */
export interface TellingFacts {
  readonly protocol: string;
  readonly channel: Channel;
  /** Primary tag of the customer's language. */
  readonly language: string | undefined;
  /** The customer knows it already. */
  readonly isTold: boolean;
  /** The words are an approved text's, which nothing may be added to. */
  readonly isTemplate: boolean;
  readonly hasWords: boolean;
  /** It answers a machine, which is told nothing. */
  readonly isToMachine: boolean;
}

/**
 * What stands below the first answer of a conversation: its protocol number. Where the attendant, an
 * acknowledgement or the channel itself told it before, nothing does.
 */
export function protocolFooter(facts: TellingFacts): string | undefined {
  const { protocol, channel, isTold, isTemplate, hasWords, isToMachine } = facts;
  if (!tellsInWords(channel)) return undefined;
  if (isTold || isTemplate || isToMachine || !hasWords) return undefined;
  return protocolLine(protocol, facts.language);
}

/** "Protocolo: 251126-…", in the customer's language, else in Portuguese. */
export function protocolLine(protocol: string, language: string | undefined): string {
  const tag = language?.slice(0, 2);
  const words = BUILT_IN_WORDS[tag === "en" || tag === "es" ? tag : "pt-BR"];
  return `${words.protocol}: ${protocol}`;
}

/** Whether a channel tells the number in words at all. */
export function tellsInWords(channel: Channel): boolean {
  return !SHOWS_IT_ITSELF.includes(channel);
}
