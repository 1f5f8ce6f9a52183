import type { TemplateView } from "@circuito/protocol";
import type { ChosenTemplate } from "../workspace/drafts.ts";

/** One place of a template where words are put in. */
export interface Variable {
  readonly part: "header" | "body" | "button";
  /** Place in its part, from 0; of a button, the button's. */
  readonly index: number;
  readonly value: string;
}

export type VariableMistake = "missing" | "one-line";

/** Templates of one name are one text in several languages. */
export interface TemplateFamily {
  readonly name: string;
  readonly category: string;
  readonly versions: readonly TemplateView[];
}

export function familiesOf(templates: readonly TemplateView[]): readonly TemplateFamily[] {
  const families = new Map<string, TemplateView[]>();
  for (const template of templates) {
    families.set(template.name, [...(families.get(template.name) ?? []), template]);
  }
  return [...families].map(([name, versions]) => ({
    name,
    category: versions[0]?.category ?? "",
    versions,
  }));
}

/** The version to begin with: one that can be sent, in the language of who writes if there is one. */
export function preferredVersion(
  { versions }: TemplateFamily,
  locale: string,
): TemplateView | undefined {
  const usable = versions.filter(({ unusableBecause }) => unusableBecause === null);
  const wanted = locale.replace("-", "_").toLowerCase();
  const language = wanted.slice(0, 2);
  return (
    usable.find((version) => version.language.toLowerCase() === wanted) ??
    usable.find((version) => version.language.toLowerCase().startsWith(language)) ??
    usable[0]
  );
}

/** A fresh choice, with words of another version of it taken over where there is room for them. */
export function chooseTemplate(template: TemplateView, before?: ChosenTemplate): ChosenTemplate {
  const { variables, buttons } = template;
  const fill = (count: number, words: readonly string[] = []) =>
    Array.from({ length: count }, (_, place) => words[place] ?? "");
  return {
    name: template.name,
    language: template.language,
    header: fill(variables.header, before?.header),
    body: fill(variables.body, before?.body),
    buttons: buttons.flatMap(({ hasVariable }, index) =>
      hasVariable
        ? [{ index, text: before?.buttons?.find((held) => held.index === index)?.text ?? "" }]
        : [],
    ),
  };
}

export function variablesOf(chosen: ChosenTemplate): readonly Variable[] {
  const { header = [], body = [], buttons = [] } = chosen;
  return [
    ...header.map((value, index) => ({ part: "header" as const, index, value })),
    ...body.map((value, index) => ({ part: "body" as const, index, value })),
    ...buttons.map(({ index, text }) => ({ part: "button" as const, index, value: text })),
  ];
}

export function withVariable(chosen: ChosenTemplate, changed: Variable): ChosenTemplate {
  const { part, index, value } = changed;
  const put = (words: readonly string[] = []) =>
    words.map((word, place) => (place === index ? value : word));
  switch (part) {
    case "header":
      return { ...chosen, header: put(chosen.header) };
    case "body":
      return { ...chosen, body: put(chosen.body) };
    case "button":
      return {
        ...chosen,
        buttons: (chosen.buttons ?? []).map((held) =>
          held.index === index ? { index, text: value } : held,
        ),
      };
  }
}

/** What the provider would refuse in these words; `undefined` when it would not. */
export function mistakeIn({ value }: Variable): VariableMistake | undefined {
  if (value.trim() === "") return "missing";
  return /[\n\t]| {5}/.test(value) ? "one-line" : undefined;
}

/** A text with its places: `{{1}}` as a number, what is between as words. */
export function pieces(text: string): readonly (string | number)[] {
  return text
    .split(/\{\{\s*(\d{1,2})\s*\}\}/)
    .map((piece, place) => (place % 2 === 1 ? Number(piece) : piece))
    .filter((piece) => piece !== "");
}
