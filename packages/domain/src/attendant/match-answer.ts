import { containsWords, foldWords } from "../words.ts";
import { writtenNumber } from "../written-number.ts";
import type { AttendantFlow, AttendantOption } from "./attendant-flow.ts";
import type { AttendantTalk } from "./attendant-state.ts";
import { BACK_ID, choiceId, menuAt, optionAt, PERSON_ID, pathOfChoice } from "./offered-choices.ts";

/** What the customer wrote or pressed. */
export interface Answer {
  readonly text: string;
  /** Of the button or row they pressed. */
  readonly choiceId?: string | undefined;
}

/** How it was understood. */
export type MatchedBy = "button" | "number" | "label" | "words";

export type AnswerMatch =
  | { readonly kind: "option"; readonly path: readonly string[]; readonly by: MatchedBy }
  | { readonly kind: "person"; readonly by: MatchedBy }
  | { readonly kind: "back"; readonly by: MatchedBy }
  | { readonly kind: "none" };

const NONE: AnswerMatch = { kind: "none" };

/** Whoever says one of these anywhere wants a person; "pessoa" alone may be "pessoa física". */
const PERSON_PHRASES = [
  "atendente",
  "humano",
  "humana",
  "falar com pessoa",
  "falar com uma pessoa",
  "falar com alguem",
  "pessoa de verdade",
  "pessoa real",
  "human",
  "representative",
  "real person",
  "talk to a person",
  "speak to a person",
  "talk to someone",
  "speak to someone",
  "asesor",
  "asesora",
  "hablar con alguien",
  "hablar con una persona",
  "persona real",
];
/** These only when they are all there is. */
const PERSON_WORDS = new Set([
  "pessoa",
  "alguem",
  "person",
  "agent",
  "persona",
  "agente",
  "alguien",
]);
const BACK_WORDS = new Set(["voltar", "menu", "inicio", "back", "volver", "atras"]);
/** Longer texts tell a story; a word in the middle of one chooses nothing. */
const CHOOSING_LENGTH_MAX = 120;

/** What an answer chooses of what was offered; tolerant of case, accents, stops and emoji. */
export function matchAnswer(
  flow: AttendantFlow | undefined,
  talk: Pick<AttendantTalk, "path" | "offered">,
  answer: Answer,
): AnswerMatch {
  if (answer.choiceId !== undefined) {
    const pressed = matchId(flow, talk, answer.choiceId);
    if (pressed.kind !== "none") return pressed;
  }
  const folded = foldWords(answer.text);
  if (folded === "") return NONE;
  const number = writtenNumber(folded);
  if (number !== undefined) {
    if (Number(number) === 0) return { kind: "person", by: "number" };
    const chosen = talk.offered[Number(number) - 1];
    return chosen ? byId(chosen.id, "number") : NONE;
  }
  const titled = talk.offered.find(
    ({ title }, at) => folded === foldWords(title) || folded === foldWords(`${at + 1} ${title}`),
  );
  if (titled) return byId(titled.id, "label");
  return matchWords(flow, talk.path, folded);
}

/** What the first words of all choose, before anything was offered: names of things only. */
export function matchFirstWords(flow: AttendantFlow, text: string): AnswerMatch {
  const folded = foldWords(text);
  const match = folded === "" ? NONE : matchWords(flow, [], folded);
  return match.kind === "back" || (match.kind === "option" && match.by === "words") ? NONE : match;
}

function matchId(
  flow: AttendantFlow | undefined,
  { offered }: Pick<AttendantTalk, "offered">,
  id: string,
): AnswerMatch {
  if (offered.some((choice) => choice.id === id)) return byId(id, "button");
  if (id === PERSON_ID || id === BACK_ID) return byId(id, "button");
  return flow && optionAt(flow, pathOfChoice(id)) ? byId(id, "button") : NONE;
}

function byId(id: string, by: MatchedBy): AnswerMatch {
  if (id === PERSON_ID) return { kind: "person", by };
  if (id === BACK_ID) return { kind: "back", by };
  return { kind: "option", path: pathOfChoice(id), by };
}

/** The name of an option of this menu or of one below it; else the wish for a person; else a name within. */
function matchWords(
  flow: AttendantFlow | undefined,
  path: readonly string[],
  folded: string,
): AnswerMatch {
  const named = flow ? namesBelow(menuAt(flow, path)?.options ?? [], path) : [];
  const exact = named.find(({ name }) => name === folded);
  if (exact) return { kind: "option", path: exact.path, by: "label" };
  if (PERSON_WORDS.has(folded)) return { kind: "person", by: "words" };
  if (BACK_WORDS.has(folded)) return { kind: "back", by: "words" };
  if (folded.length > CHOOSING_LENGTH_MAX) return NONE;
  if (PERSON_PHRASES.some((phrase) => containsWords(folded, phrase))) {
    return { kind: "person", by: "words" };
  }
  const within = named.filter(({ name }) => containsWords(folded, name));
  // "boleto financeiro" also has "financeiro" in it, and means the whole.
  const meant = within.filter(
    ({ name }) => !within.some((other) => other.name !== name && containsWords(other.name, name)),
  );
  const [only] = meant;
  // Two options that are named are a question, not an answer.
  return only && new Set(meant.map((one) => choiceId(one.path))).size === 1
    ? { kind: "option", path: only.path, by: "words" }
    : NONE;
}

interface Named {
  /** Folded. */
  readonly name: string;
  readonly path: readonly string[];
}

function namesBelow(
  options: readonly AttendantOption[],
  above: readonly string[],
): readonly Named[] {
  return options.flatMap(({ id, label, synonyms = [], menu }) => {
    const path = [...above, id];
    const names = [...Object.values(label), ...synonyms].map(foldWords).filter((n) => n !== "");
    return [
      ...names.map((name) => ({ name, path })),
      ...(menu ? namesBelow(menu.options, path) : []),
    ];
  });
}
