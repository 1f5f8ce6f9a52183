import type { Options } from "../loader/options.ts";
import css from "./invite.css?inline";
import type { InviteLocale, InviteWords } from "./words.ts";

const SVG = "http://www.w3.org/2000/svg";
const CROSS = "M6 6l12 12M18 6L6 18";

/** The invitation beside the chat's button, in a shadow root the page cannot reach into. */
export interface Invitation {
  /** Out of the way while something stands over the page. */
  setHidden(hidden: boolean): void;
  remove(): void;
}

interface Wiring {
  readonly text: string;
  readonly locale: InviteLocale;
  readonly words: InviteWords;
  readonly options: Options;
  readonly accent: string;
  readonly onAccent: string;
  talk(): void;
  dismiss(): void;
}

/**
 * Never takes the focus: it is read out (`role="status"`), stands right before the chat's button in the order
 * of Tab, and goes with Escape or its cross. @returns `undefined` where it could not be dressed
 */
export function drawInvitation({ words, options, ...on }: Wiring): Invitation | undefined {
  const host = document.createElement("circuito-invitation");
  const root = host.attachShadow({ mode: "closed" });
  try {
    // Passes any `style-src` of the host page. Without it this would be loose words on somebody's site.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    return undefined;
  }
  const card = document.createElement("section");
  const said = document.createElement("p");
  const talk = document.createElement("button");
  const dismiss = document.createElement("button");
  const svg = document.createElementNS(SVG, "svg");
  const drawing = document.createElementNS(SVG, "path");
  let before: Element | null = null;

  card.ariaLabel = words.invitation;
  card.lang = on.locale;
  card.dir = "ltr";
  said.role = "status";
  talk.textContent = words.talk;
  talk.className = "talk";
  talk.onclick = on.talk;
  drawing.setAttribute("d", CROSS);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.append(drawing);
  dismiss.className = "dismiss";
  dismiss.ariaLabel = words.dismiss;
  dismiss.append(svg);
  const leave = (): void => {
    const isInside = root.activeElement !== null;
    on.dismiss();
    // Whoever was in it goes on where they were.
    if (isInside && before instanceof HTMLElement) before.focus();
  };
  dismiss.onclick = leave;
  card.onkeydown = ({ key }) => {
    if (key === "Escape") leave();
  };
  host.addEventListener("focusin", ({ relatedTarget }) => {
    if (relatedTarget instanceof Element) before = relatedTarget;
  });

  // The corner is where lines end, as with the button.
  host.dir = options.position === "left" ? "rtl" : "ltr";
  host.style.colorScheme = options.theme ?? "";
  const styles = { "--accent": on.accent, "--on-accent": on.onAccent };
  for (const [name, value] of Object.entries(styles)) host.style.setProperty(name, value);
  if (options.offsetX) host.style.setProperty("--x", `${options.offsetX}px`);
  if (options.offsetY) host.style.setProperty("--y", `${options.offsetY}px`);
  if (options.launcher === "hidden") host.style.setProperty("--button", "0px");
  card.append(said, talk, dismiss);
  root.append(card);
  const button = document.querySelector("circuito-chat");
  if (button) button.before(host);
  else document.body.append(host);
  // What is announced is what changes in a region that is there already.
  requestAnimationFrame(() => {
    said.textContent = on.text;
  });
  return {
    setHidden: (hidden) => host.style.setProperty("display", hidden ? "none" : ""),
    remove: () => host.remove(),
  };
}
