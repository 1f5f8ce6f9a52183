import type { ArticleMistake } from "@circuito/protocol/article-text";
import type { Tone } from "@circuito/ui";
import { ApiError } from "../api/request.ts";
import { type MessageId, t } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";

export type TextState = "draft" | "published" | "archived";

export const STATE_NAMES: Readonly<Record<TextState, MessageId>> = {
  draft: "knowledge.draft",
  published: "knowledge.published",
  archived: "knowledge.archived",
};

export const STATE_TONES: Readonly<Record<TextState, Tone>> = {
  draft: "warn",
  published: "ok",
  archived: "neutral",
};

const MISTAKES: Readonly<Record<ArticleMistake["because"], MessageId>> = {
  "no-title": "knowledge.mistake.noTitle",
  "no-words": "knowledge.mistake.noWords",
  "no-slug": "knowledge.mistake.noSlug",
  "unreadable-slug": "knowledge.mistake.unreadableSlug",
  "slug-taken": "knowledge.mistake.slugTaken",
  "picture-elsewhere": "knowledge.mistake.pictureElsewhere",
  "picture-without-words": "knowledge.mistake.pictureWithoutWords",
  "unsafe-link": "knowledge.mistake.unsafeLink",
  "link-to-nothing": "knowledge.mistake.linkToNothing",
};

const isMistake = (one: unknown): one is ArticleMistake =>
  typeof one === "object" && one !== null && "because" in one && String(one.because) in MISTAKES;

/** All that has to be mended before an article is published; none where that was not the reason. */
export function mistakesIn(error: unknown): readonly string[] {
  if (!(error instanceof ApiError) || !Array.isArray(error.details.mistakes)) return [];
  return error.details.mistakes
    .filter(isMistake)
    .map((mistake) => t(MISTAKES[mistake.because], { ...mistake }));
}

/** Why an article was not kept, in words. */
export function knowledgeErrorText(error: unknown): string {
  if (error instanceof ApiError && error.details.because === "stale-version") {
    const { changedBy } = error.details;
    return typeof changedBy === "string"
      ? t("knowledge.changedBy", { name: changedBy })
      : t("refusal.changed");
  }
  return mistakesIn(error)[0] ?? adminErrorText(error);
}
