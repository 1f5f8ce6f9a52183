import type { LabelChange } from "../desk/labels.ts";
import type { PriorityName } from "../desk/priority.ts";
import { isSaying } from "../desk/registration.ts";

/** One thing that a macro does with a conversation. */
export type MacroAct =
  | ({ readonly kind: "label" } & LabelChange)
  | { readonly kind: "prioritize"; readonly priority: PriorityName }
  | { readonly kind: "categorize"; readonly categoryId: string }
  /** With the variables of quick replies. */
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "transfer"; readonly queueId: string; readonly note: string }
  /** From when it is run; null: until the customer writes. */
  | { readonly kind: "snooze"; readonly minutes: number | null }
  | { readonly kind: "resolve" };
export type MacroActKind = MacroAct["kind"];

/** The order in which acts are done: what is said of a conversation first, where it goes last. */
export const MACRO_ACT_KINDS = [
  "label",
  "prioritize",
  "categorize",
  "note",
  "transfer",
  "snooze",
  "resolve",
] as const satisfies readonly MacroActKind[];

/** After these the conversation is out of its owner's hands: a macro has one of them at most. */
const ENDS: ReadonlySet<MacroActKind> = new Set(["transfer", "snooze", "resolve"]);

export const endsMacro = (kind: MacroActKind): boolean => ENDS.has(kind);

export type MacroMistake = "no-acts" | "act-twice" | "two-ends" | "act-says-nothing";

export type Arranged =
  | { readonly kind: "arranged"; readonly acts: readonly MacroAct[] }
  | { readonly kind: "refused"; readonly because: MacroMistake; readonly act?: MacroActKind };

/** The acts in the order they are done in, or what is wrong with them. */
export function arrangeActs(acts: readonly MacroAct[]): Arranged {
  if (acts.length === 0) return { kind: "refused", because: "no-acts" };
  const seen = new Set<MacroActKind>();
  for (const act of acts) {
    if (seen.has(act.kind)) return { kind: "refused", because: "act-twice", act: act.kind };
    seen.add(act.kind);
    if (isEmpty(act)) return { kind: "refused", because: "act-says-nothing", act: act.kind };
  }
  const [, second] = acts.filter(({ kind }) => endsMacro(kind));
  if (second) return { kind: "refused", because: "two-ends", act: second.kind };
  const place = ({ kind }: MacroAct) => MACRO_ACT_KINDS.indexOf(kind);
  return { kind: "arranged", acts: [...acts].sort((one, other) => place(one) - place(other)) };
}

function isEmpty(act: MacroAct): boolean {
  switch (act.kind) {
    case "label":
      return act.add.length + act.remove.length === 0;
    case "note":
      return act.text.trim() === "";
    case "transfer":
      return !isSaying(act.note);
    case "prioritize":
    case "categorize":
    case "snooze":
    case "resolve":
      return false;
  }
}
