import type { OfferedChoice } from "../chat/outbound-chat.ts";
import type { QueueId } from "../ids.ts";
import { protocolLine } from "../protocol-telling.ts";
import { cutText } from "../words.ts";
import type { AnsweringHours } from "./answering-hours.ts";
import {
  type Attendant,
  type AttendantFlow,
  type AttendantLanguage,
  type AttendantWords,
  chooseLanguage,
  wordsIn,
} from "./attendant-flow.ts";
import {
  type AttendantState,
  type AttendantTalk,
  type MachineSigns,
  NO_SIGNS,
} from "./attendant-state.ts";
import { BUILT_IN_WORDS } from "./built-in-words.ts";
import { hear, type MachineSign, maySay, say, signOfMachine } from "./machine-signs.ts";
import {
  type Answer,
  type AnswerMatch,
  type MatchedBy,
  matchAnswer,
  matchFirstWords,
} from "./match-answer.ts";
import { choicesAt, menuAt, optionAt, PERSON_ID } from "./offered-choices.ts";
import { openingWords } from "./opening-words.ts";

/** What the attendant hears: one message of the customer's. */
export interface Heard extends Answer {
  /** When it came, ms since epoch. */
  readonly receivedAt: number;
}

/** What it needs to know beside the words. */
export interface AttendantFacts {
  readonly now: number;
  readonly hours: AnsweringHours;
  readonly protocol: string;
}

export interface FirstFacts extends AttendantFacts {
  readonly locale: string | undefined;
  /** The address that was written to. */
  readonly to: string | undefined;
  /** Say the protocol number, whatever the flow's own words do. */
  readonly tellsProtocol: boolean;
  /** Where the conversation would be without an attendant. */
  readonly queueId: QueueId;
  /** What is known from this contact point's conversation before. */
  readonly signs: MachineSigns | undefined;
}

/** What is said by itself: words, and what may be chosen. */
export interface Saying {
  readonly text: string;
  readonly language: AttendantLanguage;
  readonly choices: readonly OfferedChoice[];
  /** The protocol number is in it. */
  readonly tellsProtocol: boolean;
}

export type AskedBecause = "greeted" | "chose-a-menu" | "went-back" | "not-understood";

export type HandedOverBecause =
  /** An option without a menu of its own was chosen. */
  | "answered"
  | "asked-for-a-person"
  | "not-understood"
  | "no-answer-in-time"
  /** The flow only greets. */
  | "no-menu"
  | "outside-hours"
  | "too-many-sayings"
  | "switched-off"
  | "opted-out"
  | MachineSign;

/** Every step says why, and at most one thing to one message. */
export type AttendantStep =
  | {
      readonly kind: "asked";
      readonly because: AskedBecause;
      readonly by?: MatchedBy;
      readonly said: Saying;
      readonly state: AttendantState & { readonly talk: AttendantTalk };
    }
  /** Nothing is said: what came was written before the question could be read. */
  | {
      readonly kind: "listened";
      readonly because: "still-writing";
      readonly state: AttendantState & { readonly talk: AttendantTalk };
    }
  /** People take over. */
  | {
      readonly kind: "handed-over";
      readonly because: HandedOverBecause;
      readonly by?: MatchedBy;
      /** Ids of the options chosen, `person` last where one was asked for; absent: nothing was asked. */
      readonly menuAnswer: readonly string[] | undefined;
      /** The customer's own words about the matter, beside their answers. */
      readonly words: string;
      readonly said: Saying | undefined;
      readonly state: AttendantState;
    };

/**
 * Written within this of our question and choosing nothing, it was on its way before: people send one
 * thought in three messages. Longer than a message takes to reach a phone, shorter than reading a menu
 * and typing an answer that misses it.
 */
const UNDER_WAY_MS = 5_000;
/** The rules look for words in it; a story has said them by then. */
const WORDS_LENGTH_MAX = 2_000;

/** The first message of a conversation. */
export function startAttendant(
  { version, flow }: Attendant,
  heard: Heard,
  facts: FirstFacts,
): AttendantStep {
  const { now, hours, queueId, to, locale } = facts;
  const language = chooseLanguage(flow, locale);
  const signs = hear(facts.signs ?? NO_SIGNS, heard.text, heard.receivedAt);
  const talk: AttendantTalk = {
    version,
    language,
    path: [],
    offered: [],
    misunderstandings: 0,
    answerBy: now + flow.answerWithinMs,
    queueId,
    words: cutText(heard.text, WORDS_LENGTH_MAX),
    ...(to !== undefined && { to }),
    ...(locale !== undefined && { locale }),
    toldClosed: !hours.open && flow.closed !== undefined,
  };
  const sign = signOfMachine(signs);
  if (sign === "echo") return handOver({ talk, signs, because: sign, menuAnswer: undefined });

  const opening = [
    wordsIn(flow.greeting, language, flow.language),
    ...(hours.open || !flow.closed ? [] : [wordsIn(flow.closed.words, language, flow.language)]),
  ];
  const speech: Speech = { flow, language, facts, opening, tellsProtocol: facts.tellsProtocol };
  const asks = flow.menu !== undefined && (hours.open || flow.closed?.asks !== false);
  if (!asks) {
    const because = flow.menu === undefined ? "no-menu" : "outside-hours";
    return handOver({ talk, signs, because, menuAnswer: undefined, speech });
  }
  const match = matchFirstWords(flow, heard.text);
  if (match.kind === "none") return ask({ talk, signs, because: "greeted", speech });
  return follow(match, { talk, signs, speech });
}

/**
 * A message of a customer who is in the menu.
 * @param attendant as it is now, which may be a later version; absent: switched off
 */
export function answerAttendant(
  attendant: Attendant | undefined,
  state: AttendantState & { readonly talk: AttendantTalk },
  heard: Heard,
  facts: AttendantFacts,
): AttendantStep {
  const flow = attendant?.flow;
  const signs = hear(state.signs, heard.text, heard.receivedAt);
  const { talk } = state;
  if (!flow) {
    return handOver({
      talk: withWords(talk, heard.text),
      signs,
      because: "switched-off",
      menuAnswer: talk.path,
    });
  }
  const speech: Speech = {
    flow,
    language: talk.language,
    facts,
    opening: [],
    tellsProtocol: false,
  };
  const match = matchAnswer(flow, talk, heard);
  const sign = signOfMachine(signs);
  // Our own words said back have the names of the options in them.
  const isEcho = sign === "echo" && (match.kind === "none" || match.by === "words");
  if (match.kind !== "none" && !isEcho) {
    return follow(match, { talk: { ...talk, misunderstandings: 0 }, signs, speech });
  }

  const missed: AttendantTalk = {
    ...withWords(talk, heard.text),
    misunderstandings: talk.misunderstandings + 1,
  };
  if (sign) return handOver({ talk: missed, signs, because: sign, menuAnswer: talk.path });
  const askedAt = signs.saidAt.at(-1) ?? 0;
  if (heard.receivedAt - askedAt < UNDER_WAY_MS) {
    const listening = { ...missed, misunderstandings: talk.misunderstandings };
    return { kind: "listened", because: "still-writing", state: { talk: listening, signs } };
  }
  if (missed.misunderstandings >= flow.misunderstandingsMax) {
    return handOver({
      talk: missed,
      signs,
      because: "not-understood",
      menuAnswer: talk.path,
      speech,
    });
  }
  const again = { ...speech, opening: [BUILT_IN_WORDS[talk.language].notUnderstood] };
  return ask({ talk: missed, signs, because: "not-understood", speech: again });
}

/**
 * Nobody answered. Nothing is said: the last word was ours already.
 * @param attendant as it is now; absent: switched off
 */
export function expireAttendant(
  attendant: Attendant | undefined,
  { talk, signs }: AttendantState & { readonly talk: AttendantTalk },
): AttendantStep {
  const menuAnswer = talk.path.length > 0 ? talk.path : (attendant?.flow.unanswered ?? []);
  return handOver({ talk, signs, because: "no-answer-in-time", menuAnswer });
}

/** They want nothing more from us by themselves: a person reads what they wrote. */
export function silenceAttendant({
  talk,
  signs,
}: AttendantState & { readonly talk: AttendantTalk }): AttendantStep {
  return handOver({ talk, signs, because: "opted-out", menuAnswer: talk.path });
}

/** What there is to speak with. */
interface Speech {
  readonly flow: AttendantFlow;
  readonly language: AttendantLanguage;
  readonly facts: AttendantFacts;
  /** What goes before. */
  readonly opening: readonly string[];
  readonly tellsProtocol: boolean;
}

interface Place {
  readonly talk: AttendantTalk;
  readonly signs: MachineSigns;
  readonly speech: Speech;
}

/** Goes where an answer leads. */
function follow(match: Exclude<AnswerMatch, { kind: "none" }>, place: Place): AttendantStep {
  const { talk, speech } = place;
  const { by } = match;
  if (match.kind === "person") {
    const menuAnswer = [...talk.path, PERSON_ID];
    return handOver({ ...place, because: "asked-for-a-person", by, menuAnswer });
  }
  if (match.kind === "back") {
    const above = { ...talk, path: talk.path.slice(0, -1) };
    return ask({ ...place, talk: above, because: "went-back", by });
  }
  const { path } = match;
  const goesOn = optionAt(speech.flow, path)?.menu !== undefined;
  return goesOn
    ? ask({ ...place, talk: { ...talk, path }, because: "chose-a-menu", by })
    : handOver({ ...place, because: "answered", by, menuAnswer: path });
}

function ask({
  talk,
  signs,
  speech,
  because,
  by,
}: Place & { readonly because: AskedBecause; readonly by?: MatchedBy }): AttendantStep {
  const { flow, language, facts } = speech;
  if (!maySay(signs, facts.now)) {
    return handOver({ talk, signs, because: "too-many-sayings", menuAnswer: talk.path });
  }
  // A later version of the flow may have lost the menu: then its first one is asked.
  const path = menuAt(flow, talk.path) ? talk.path : [];
  const choices = choicesAt(flow, path, language);
  const question = wordsIn(menuAt(flow, path)?.words ?? {}, language, flow.language);
  const said = saying(speech, [question], choices);
  return {
    kind: "asked",
    because,
    ...(by && { by }),
    said,
    state: {
      talk: { ...talk, path, offered: choices, answerBy: facts.now + flow.answerWithinMs },
      signs: say(signs, said.text, facts.now),
    },
  };
}

function handOver({
  talk,
  signs,
  because,
  by,
  menuAnswer,
  speech,
}: {
  readonly talk: AttendantTalk;
  readonly signs: MachineSigns;
  readonly because: HandedOverBecause;
  readonly by?: MatchedBy;
  readonly menuAnswer: readonly string[] | undefined;
  /** Absent: in silence. */
  readonly speech?: Speech;
}): AttendantStep {
  const said = speech && maySay(signs, speech.facts.now) ? lastWords(speech, talk) : undefined;
  const now = speech?.facts.now ?? 0;
  return {
    kind: "handed-over",
    because,
    ...(by && { by }),
    menuAnswer,
    words: talk.words,
    said,
    state: { signs: said ? say(signs, said.text, now) : signs },
  };
}

/** People take over, or, where they were not told so yet, will when they are there. */
function lastWords(speech: Speech, talk: AttendantTalk): Saying | undefined {
  const { flow, language, facts } = speech;
  const isAway = !facts.hours.open && flow.closed !== undefined;
  const words: AttendantWords | undefined =
    isAway && !talk.toldClosed ? flow.closed?.words : isAway ? undefined : flow.handedOver;
  const last = words ? [wordsIn(words, language, flow.language)] : [];
  const said = saying(speech, last, []);
  return said.text === "" ? undefined : said;
}

function saying(
  { language, facts, opening, tellsProtocol }: Speech,
  words: readonly string[],
  choices: readonly OfferedChoice[],
): Saying {
  const { protocol, hours, now } = facts;
  const filled = (text: string) =>
    text
      .replaceAll("{protocol}", protocol)
      .replaceAll("{opens}", hours.open ? "" : openingWords(hours, now, language))
      .trim();
  const isTold = [...opening, ...words].some((text) => text.includes("{protocol}"));
  const line = tellsProtocol && !isTold ? protocolLine(protocol, language) : "";
  const text = [...opening.map(filled), line, ...words.map(filled)]
    .filter((part) => part !== "")
    .join("\n\n");
  return { text, language, choices, tellsProtocol: isTold || tellsProtocol };
}

function withWords(talk: AttendantTalk, text: string): AttendantTalk {
  const words = [talk.words, text].filter((part) => part !== "").join("\n");
  return { ...talk, words: cutText(words, WORDS_LENGTH_MAX) };
}
