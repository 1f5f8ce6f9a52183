import { type ChatInvitation, formLocaleOf, formWords, type ProactiveRule } from "@circuito/domain";

/**
 * What a browser says it followed, in our own words. A rule that was taken away meanwhile invited nobody:
 * the words are what counts.
 */
export function invitationOf(
  rules: readonly ProactiveRule[] | undefined,
  id: string | undefined,
  locale: string | undefined,
): ChatInvitation | undefined {
  const rule = id === undefined ? undefined : rules?.find((one) => one.id === id);
  if (!rule) return undefined;
  const text = formWords(rule.text, formLocaleOf(locale)) ?? "";
  return { ruleId: rule.id, name: rule.name, text };
}
