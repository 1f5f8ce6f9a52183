import type { MacroView } from "@circuito/protocol";
import { arrangeActs, endsMacro, MACRO_ACT_KINDS } from "@circuito/protocol/macro-text";
import { unknownVariables } from "@circuito/protocol/writing-text";
import type { MessageId } from "../i18n/translate.ts";

export type MacroAct = MacroView["acts"][number];
export type MacroActKind = MacroAct["kind"];

/** A macro as it stands in the form: what is not chosen yet is an empty id. */
export interface MacroForm
  extends Pick<MacroView, "name" | "acts" | "scope" | "queueId" | "channels"> {
  readonly draft: string;
  /** The version that is being changed; 0: one that is not there yet. */
  readonly version: number;
}

export const formOf = (macro: MacroView | undefined, mayShare: boolean): MacroForm => ({
  name: macro?.name ?? "",
  acts: macro?.acts ?? [],
  draft: macro?.draft ?? "",
  scope: macro?.scope ?? (mayShare ? "everybody" : "mine"),
  queueId: macro?.queueId ?? null,
  channels: macro?.channels ?? [],
  version: macro?.version ?? 0,
});

/** An act that nobody filled in yet. */
export function blankAct(kind: MacroActKind): MacroAct {
  switch (kind) {
    case "label":
      return { kind, add: [], remove: [] };
    case "prioritize":
      return { kind, priority: "high" };
    case "categorize":
      return { kind, categoryId: "" };
    case "note":
      return { kind, text: "" };
    case "transfer":
      return { kind, queueId: "", note: "" };
    case "snooze":
      return { kind, minutes: null };
    case "resolve":
      return { kind };
  }
}

/** Puts an act in its place: acts are kept in the order they are done in. */
export function withAct(acts: readonly MacroAct[], act: MacroAct): MacroAct[] {
  const others = acts.filter(({ kind }) => kind !== act.kind);
  const places = [...others, act];
  return places.sort((one, other) => placeOf(one.kind) - placeOf(other.kind));
}

const placeOf = (kind: MacroActKind) => MACRO_ACT_KINDS.indexOf(kind);

/** Why a macro that does these acts cannot do one more of this kind; `null`: it can. */
export function whyNot(
  acts: readonly MacroAct[],
  kind: MacroActKind,
): { readonly id: "macro.whyNot.twice" | "macro.whyNot.end"; readonly end?: MacroActKind } | null {
  if (acts.some((act) => act.kind === kind)) return { id: "macro.whyNot.twice" };
  const end = acts.find((act) => endsMacro(act.kind));
  if (endsMacro(kind) && end !== undefined) return { id: "macro.whyNot.end", end: end.kind };
  return null;
}

export interface MacroMistakes {
  readonly name?: MessageId;
  readonly queueId?: MessageId;
  /** There is none. */
  readonly acts?: MessageId;
  /** What is wrong with each act. */
  readonly of: ReadonlyMap<MacroActKind, MessageId>;
  /** Something is written in braces that means nothing. */
  readonly hasUnknown: boolean;
}

export function mistakesIn({ name, acts, draft, scope, queueId }: MacroForm): MacroMistakes {
  const of = new Map<MacroActKind, MessageId>();
  for (const act of acts) {
    const mistake = mistakeIn(act);
    if (mistake !== undefined) of.set(act.kind, mistake);
  }
  const note = acts.find((act) => act.kind === "note");
  return {
    ...(name.trim() === "" ? { name: "macro.nameNeeded" } : {}),
    ...(scope === "queue" && queueId === null ? { queueId: "quickReply.queueNeeded" } : {}),
    ...(acts.length === 0 ? { acts: "macro.actsNeeded" } : {}),
    of,
    hasUnknown: [draft, note?.text ?? ""].some((text) => unknownVariables(text).length > 0),
  };
}

function mistakeIn(act: MacroAct): MessageId | undefined {
  if (act.kind === "categorize" && act.categoryId === "") return "macro.categoryNeeded";
  if (act.kind === "transfer" && act.queueId === "") return "quickReply.queueNeeded";
  if (act.kind === "snooze" && act.minutes !== null) {
    return act.minutes < 1 || act.minutes > SNOOZE_MINUTES_MAX ? "macro.timeNeeded" : undefined;
  }
  // What the server would say of it, before it is asked.
  if (arrangeActs([act]).kind === "arranged") return undefined;
  return act.kind === "label" ? "macro.labelNeeded" : "macro.wordsNeeded";
}

/** The protocol's limit: a year. */
const SNOOZE_MINUTES_MAX = 365 * 24 * 60;

/** The first thing that keeps it from being saved. */
export function firstMistake(mistakes: MacroMistakes): MessageId | undefined {
  const [ofAct] = mistakes.of.values();
  const unknown = mistakes.hasUnknown ? "macro.unknownVariables" : undefined;
  return mistakes.name ?? mistakes.queueId ?? mistakes.acts ?? ofAct ?? unknown;
}
