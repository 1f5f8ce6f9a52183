import { currentLocale, type MessageId, t } from "../i18n/translate.ts";

const CATEGORIES: Readonly<Record<string, MessageId>> = {
  marketing: "chat.category.marketing",
  utility: "chat.category.utility",
  authentication: "chat.category.authentication",
};

export function categoryName(category: string): string {
  const id = CATEGORIES[category.toLowerCase()];
  return id === undefined ? category || t("chat.category.other") : t(id);
}

/** `pt_BR` → "português (Brasil)"; what is no language is shown as it came. */
export function languageName(language: string): string {
  try {
    const names = new Intl.DisplayNames([currentLocale()], { type: "language" });
    return names.of(language.replace("_", "-")) ?? language;
  } catch {
    return language;
  }
}

/** More than these are counted: the name of the template needs the room. */
const CODES_MAX = 2;

/** `pt-BR, en-US +3`: for a list, where names of languages would crowd everything else out. */
export function languageCodes(languages: readonly string[]): string {
  const codes = languages.map((language) => language.replace("_", "-"));
  const rest = codes.length - CODES_MAX;
  return `${codes.slice(0, CODES_MAX).join(", ")}${rest > 0 ? ` +${rest}` : ""}`;
}

const REASONS: readonly (readonly [RegExp, MessageId])[] = [
  [/^header-/, "chat.unusable.header"],
  [/^button-/, "chat.unusable.button"],
  [/^component-/, "chat.unusable.component"],
  [/^named-variables$/, "chat.unusable.named"],
  [/^no-body$/, "chat.unusable.noBody"],
];

/** Why a template cannot be sent from here; a code we do not know is shown as it came. */
export function unusableText(because: string): string {
  const found = REASONS.find(([pattern]) => pattern.test(because));
  return found === undefined ? because.replaceAll("-", " ") : t(found[1]);
}
