import type { MessageTemplate, TemplateButton } from "@circuito/domain";
import { z } from "zod";

const component = z.looseObject({
  type: z.string(),
  format: z.string().optional(),
  text: z.string().optional(),
  buttons: z
    .array(
      z.looseObject({
        type: z.string(),
        text: z.string().default(""),
        url: z.string().optional(),
      }),
    )
    .optional(),
});
type Component = z.infer<typeof component>;

/** One template as the Graph API lists it. */
export const graphTemplate = z.object({
  name: z.string().min(1),
  language: z.string().min(1),
  status: z.string(),
  category: z.string().default(""),
  parameter_format: z.string().optional(),
  components: z.array(component).default([]),
});
export type GraphTemplate = z.infer<typeof graphTemplate>;

const BUTTON_KINDS: ReadonlyMap<string, TemplateButton["kind"]> = new Map([
  ["QUICK_REPLY", "quick-reply"],
  ["URL", "url"],
  ["PHONE_NUMBER", "phone"],
]);

/** Buttons that need nothing of whoever sends them. */
const PLAIN_BUTTONS = new Set(["QUICK_REPLY", "URL", "PHONE_NUMBER", "VOICE_CALL"]);

/**
 * A template as people choose it. One that is more than words is listed, too, with the reason why it
 * cannot be sent from here: whoever looks for it must not think that it is not there.
 */
export function readTemplate(from: GraphTemplate): MessageTemplate {
  const { name, language, category, components } = from;
  const part = (type: string) => components.find((one) => one.type.toUpperCase() === type);
  const header = part("HEADER");
  const body = part("BODY");
  const footer = part("FOOTER");
  const buttons = part("BUTTONS")?.buttons ?? [];
  const because = whyUnusable(from, buttons);
  return {
    name,
    language,
    category: category.toLowerCase(),
    ...(header?.text && { header: header.text }),
    body: body?.text ?? "",
    ...(footer?.text && { footer: footer.text }),
    buttons: buttons.map(({ type, text, url }) => ({
      kind: BUTTON_KINDS.get(type.toUpperCase()) ?? "other",
      text,
      hasVariable: type.toUpperCase() === "URL" && variablesIn(url) > 0,
    })),
    variables: { header: variablesIn(header?.text), body: variablesIn(body?.text) },
    ...(because !== undefined && { unusableBecause: because }),
  };
}

const KNOWN_COMPONENTS = new Set(["HEADER", "BODY", "FOOTER", "BUTTONS"]);

function whyUnusable(
  { components, parameter_format }: GraphTemplate,
  buttons: NonNullable<Component["buttons"]>,
): string | undefined {
  const words = components.map(({ text }) => text ?? "").join("\n");
  if (parameter_format?.toUpperCase() === "NAMED" || /\{\{\s*[^\d\s}][^}]*\}\}/.test(words)) {
    return "named-variables";
  }
  for (const { type, format } of components) {
    if (!KNOWN_COMPONENTS.has(type.toUpperCase())) return `component-${kebab(type)}`;
    const shown = format?.toUpperCase() ?? "TEXT";
    if (type.toUpperCase() === "HEADER" && shown !== "TEXT") return `header-${kebab(shown)}`;
  }
  const special = buttons.find(({ type }) => !PLAIN_BUTTONS.has(type.toUpperCase()));
  if (special) return `button-${kebab(special.type)}`;
  return components.some(({ type, text }) => type.toUpperCase() === "BODY" && text)
    ? undefined
    : "no-body";
}

/** The highest `{{n}}`: Meta numbers them from 1 without gaps. */
function variablesIn(text: string | undefined): number {
  const places = [...(text ?? "").matchAll(/\{\{\s*(\d{1,2})\s*\}\}/g)].map(([, n]) => Number(n));
  return Math.max(0, ...places);
}

function kebab(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}
