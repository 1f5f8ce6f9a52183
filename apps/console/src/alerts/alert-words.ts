import type { AlertView, BulletinTest, BulletinView } from "@circuito/protocol";
import { standingText } from "@circuito/protocol/bulletin-text";
import type { Tone } from "@circuito/ui";
import { currentLocale, t } from "../i18n/translate.ts";

/** How one stands, in a word. */
export function standingOf({ isOn, standing }: AlertView): { text: string; tone: Tone } {
  if (!isOn) return { text: t("alerts.off"), tone: "neutral" };
  if (standing.isFiring) return { text: t("alerts.firing"), tone: "danger" };
  return standing.reason === "nothing-to-read"
    ? { text: t("alerts.nothing"), tone: "warn" }
    : { text: t("alerts.quiet"), tone: "ok" };
}

/** What was read last, as a sentence: "Nível 1: 12 esperando." */
export function readingText({ condition, standing, isOn }: AlertView): string {
  if (!isOn) return "";
  if (standing.judgedAt === null) return t("alerts.notYet");
  if (standing.reading === null) return t(`alerts.nothing.${condition.kind}`);
  return standingText(condition.kind, standing.reading, currentLocale());
}

/** Why it tells something now, or nothing. */
export function reasonText({ standing, isOn }: AlertView): string | undefined {
  if (!isOn || standing.reason === null || standing.reason === "nothing-to-read") return undefined;
  return t(`alerts.reason.${standing.reason}`);
}

/** How somebody took it: "Aceito", or why not, with the other side's words. */
export function takenText({ because, answer }: BulletinTest): string {
  if (because === null) return t("alerts.taken");
  const why = t(`alerts.because.${because}`);
  return answer === null ? why : `${why} “${answer}”`;
}

const TONES: Readonly<Record<BulletinView["state"], Tone>> = {
  waiting: "warn",
  told: "ok",
  failed: "danger",
  "left-out": "neutral",
};

export function bulletinChip({ state }: Pick<BulletinView, "state">): { text: string; tone: Tone } {
  return { text: t(`alerts.state.${state}`), tone: TONES[state] };
}
