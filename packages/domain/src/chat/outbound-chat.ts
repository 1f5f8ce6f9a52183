/** What a chat message of ours has beside its words and files. Decided once and stored. */
export interface OutboundChat {
  /** External id of the message it answers: shown as a quote. */
  readonly answers?: string;
  /** An approved text, for when free words may not be sent. The message's words are its rendering. */
  readonly template?: ChosenTemplate;
  /** What the customer may choose from; buttons or a list where the channel has them. */
  readonly choices?: readonly OfferedChoice[];
  /** BCP 47, of the words; what a channel adds to choices (the title of a list) is in it, too. */
  readonly language?: string;
  /** Set of what the house asks once it is over; a chat of ours shows it as a card. */
  readonly asks?: AskedFor;
}

/** What a message waits for: whether it is solved, a score, or the reasons for one. */
export const ASKED_FOR = ["solved", "score", "reasons"] as const;
export type AskedFor = (typeof ASKED_FOR)[number];

export interface ChosenTemplate {
  readonly name: string;
  /** As the provider spells it: `pt_BR`. */
  readonly language: string;
  /** For `{{1}}`, `{{2}}`… of the header and of the body, in this order. */
  readonly header: readonly string[];
  readonly body: readonly string[];
  /** The variable part of a button's URL, by the button's place. */
  readonly buttons: readonly { readonly index: number; readonly text: string }[];
}

export interface OfferedChoice {
  readonly id: string;
  readonly title: string;
  readonly description?: string | undefined;
}

/** A text that the provider approved for sending at any time. */
export interface MessageTemplate {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  /** With `{{1}}`… where words are put in; absent where there is no such part. */
  readonly header?: string;
  readonly body: string;
  readonly footer?: string;
  readonly buttons: readonly TemplateButton[];
  readonly variables: { readonly header: number; readonly body: number };
  /** Set when it cannot be sent from here: a header that is a picture, an unknown component. */
  readonly unusableBecause?: string;
}

export interface TemplateButton {
  readonly kind: "quick-reply" | "url" | "phone" | "other";
  readonly text: string;
  /** Its URL ends in a variable. */
  readonly hasVariable: boolean;
}

/** What the customer will read: the template with the words put in. */
export function renderTemplate(
  template: Pick<MessageTemplate, "header" | "body" | "footer">,
  chosen: Pick<ChosenTemplate, "header" | "body">,
): string {
  const parts = [
    template.header && fill(template.header, chosen.header),
    fill(template.body, chosen.body),
    template.footer,
  ];
  return parts.filter((part) => part !== undefined && part !== "").join("\n\n");
}

function fill(text: string, words: readonly string[]): string {
  return text.replace(/\{\{\s*(\d{1,2})\s*\}\}/g, (all, place: string) => words[+place - 1] ?? all);
}

export type TemplateMistake =
  | "no-such-template"
  | "unusable-template"
  | "variables-missing"
  | "variables-too-many"
  | "variable-has-line-breaks";

/** A provider takes a variable of one line; a longer one is a text of its own. */
const VARIABLE_LENGTH_MAX = 1_024;

/** Whether a choice of template can be sent; `undefined` when it can. */
export function mistakeInTemplate(
  template: MessageTemplate | undefined,
  chosen: ChosenTemplate,
): TemplateMistake | undefined {
  if (!template) return "no-such-template";
  if (template.unusableBecause !== undefined) return "unusable-template";
  const withVariable = template.buttons.flatMap((b, index) => (b.hasVariable ? [index] : []));
  const given = new Set(chosen.buttons.map(({ index }) => index));
  const words = [...chosen.header, ...chosen.body, ...chosen.buttons.map((b) => b.text)];
  if (
    chosen.header.length > template.variables.header ||
    chosen.body.length > template.variables.body ||
    chosen.buttons.some(({ index }) => !withVariable.includes(index))
  ) {
    return "variables-too-many";
  }
  if (
    chosen.header.length < template.variables.header ||
    chosen.body.length < template.variables.body ||
    withVariable.some((index) => !given.has(index)) ||
    words.some((word) => word.trim() === "")
  ) {
    return "variables-missing";
  }
  return words.some((word) => /[\n\t]| {5}/.test(word) || word.length > VARIABLE_LENGTH_MAX)
    ? "variable-has-line-breaks"
    : undefined;
}

/** A reply takes its time to the provider, and clocks differ: free words end this much earlier. */
export const WINDOW_MARGIN_MS = 60_000;

/**
 * Whether free words may not be sent any more.
 * @param endsAt ms since epoch; `undefined` where the channel has no such end
 */
export function isOutsideWindow(endsAt: number | undefined, now: number): boolean {
  return endsAt !== undefined && now > endsAt - WINDOW_MARGIN_MS;
}
