import type { Theme } from "../shared/bridge-messages.ts";

/** What the host page may choose, by `data-*` attributes of the script or by the API. */
export interface Options {
  readonly inbox?: string;
  readonly locale?: string;
  readonly theme?: Theme;
  /** `#rrggbb`; without it the inbox's own color. */
  readonly accent?: string;
  readonly position?: "left" | "right";
  /** Distance from the window's edges, px. */
  readonly offsetX?: number | string;
  readonly offsetY?: number | string;
  /** `wait`: nothing is drawn, stored or sent before `Circuito.consent(true)`. */
  readonly consent?: "wait";
  /** `hidden`: the page opens the chat from a button of its own. */
  readonly launcher?: "hidden";
  /** Words beside the button's drawing. */
  readonly text?: string;
}

export function pageLocale(options: Options): string {
  return options.locale || document.documentElement.lang || navigator.language;
}

/** Without query and hash: they carry what is nobody's business here. */
export function pageAddress(address: string = location.href): string {
  const { origin, pathname } = new URL(address, location.href);
  return origin + pathname;
}
