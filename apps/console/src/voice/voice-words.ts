import { playTime } from "../i18n/format.ts";
import { currentLocale } from "../i18n/translate.ts";

/** `0:07 / 0:42`; only the first where the length is not known. */
export function positionText(atSeconds: number, lengthSeconds: number | null): string {
  return lengthSeconds === null
    ? playTime(atSeconds)
    : `${playTime(atSeconds)} / ${playTime(lengthSeconds)}`;
}

export const rateText = (rate: number): string =>
  `${new Intl.NumberFormat(currentLocale()).format(rate)}×`;
