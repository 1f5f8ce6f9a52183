import { currentLocale } from "../i18n/translate.ts";

/** `0:07 / 0:42`; only the first where the length is not known. */
export function positionText(atSeconds: number, lengthSeconds: number | null): string {
  return lengthSeconds === null
    ? clock(atSeconds)
    : `${clock(atSeconds)} / ${clock(lengthSeconds)}`;
}

export const rateText = (rate: number): string =>
  `${new Intl.NumberFormat(currentLocale()).format(rate)}×`;

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
