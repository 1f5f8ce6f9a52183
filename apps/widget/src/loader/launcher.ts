import { textOn } from "@circuito/protocol/look-text";
import css from "./loader.css?inline";
import type { Options } from "./options.ts";
import type { LoaderWords } from "./words.ts";

const SVG = "http://www.w3.org/2000/svg";
const BUBBLE = "M21 11.5a8.5 8.5 0 01-12.6 7.4L3 20.5l1.7-4.9A8.5 8.5 0 1121 11.5z";
const CHEVRON = "M5 9l7 7 7-7";
const UNREAD_SHOWN_MAX = 99;

/** The button and the panel on the host page, in a shadow root the page cannot reach into. */
export interface Launcher {
  readonly panel: HTMLElement;
  setOpen(open: boolean): void;
  setUnread(count: number): void;
  setAccent(accent: string): void;
  /** Shows, or takes away, that the frame did not load. */
  setLost(retry: (() => void) | null): void;
  focus(): void;
  hide(): void;
  remove(): void;
}

interface Wiring {
  readonly options: Options;
  readonly origin: string;
  readonly words: LoaderWords;
  /** The visitor is about to open: time to load. */
  warm(): void;
  toggle(): void;
  close(): void;
}

export function createLauncher({ options, origin, words, ...on }: Wiring): Launcher {
  const host = document.createElement("circuito-chat");
  const root = host.attachShadow({ mode: "closed" });
  const panel = element("div", "panel");
  const button = element("button", "launcher");
  const badge = element("span", "badge");
  const lost = element("button", "lost");
  const drawing = document.createElementNS(SVG, "path");
  const svg = document.createElementNS(SVG, "svg");
  let isOpen = false;
  let unread = 0;

  svg.setAttribute("viewBox", "0 0 24 24");
  svg.append(drawing);
  button.setAttribute("aria-haspopup", "dialog");
  button.append(svg, options.text ?? "", badge);
  button.onclick = on.toggle;
  button.onpointerenter = on.warm;
  button.onfocus = on.warm;
  panel.role = "dialog";
  panel.ariaLabel = words.frame;
  panel.onkeydown = button.onkeydown = (event) => {
    if (event.key === "Escape" && isOpen) on.close();
  };
  // The corner is where lines end, so that the other corner is the other direction.
  host.dir = options.position === "left" ? "rtl" : "ltr";
  if (options.offsetX) host.style.setProperty("--x", `${options.offsetX}px`);
  if (options.offsetY) host.style.setProperty("--y", `${options.offsetY}px`);
  // `auto` is no color scheme, and as good as none.
  host.style.colorScheme = options.theme ?? "";
  dress(root, origin);
  root.append(panel, button);
  document.body.append(host);

  // Where a phone's keyboard leaves room: the panel takes exactly that.
  const viewport = window.visualViewport;
  const fit = (): void => {
    if (!viewport) return;
    host.style.setProperty("--height", `${viewport.height}px`);
    host.style.setProperty("--top", `${viewport.offsetTop}px`);
  };
  for (const type of ["resize", "scroll"]) viewport?.addEventListener(type, fit);

  const draw = (): void => {
    badge.hidden = !unread || isOpen;
    // All that is heard of it: what is drawn inside is no one's but the eye's.
    const said = options.text ? `${options.text}, ` : "";
    const news = badge.hidden ? "" : `, ${unread} ${words.unread[unread === 1 ? 0 : 1]}`;
    button.ariaLabel = said + (isOpen ? words.close : words.open) + news;
    button.ariaExpanded = `${isOpen}`;
    button.hidden = options.launcher === "hidden";
    drawing.setAttribute("d", isOpen ? CHEVRON : BUBBLE);
    badge.textContent = unread > UNREAD_SHOWN_MAX ? `${UNREAD_SHOWN_MAX}+` : `${unread}`;
    panel.classList.toggle("open", isOpen);
  };
  draw();
  return {
    panel,
    setOpen: (open) => {
      isOpen = open;
      fit();
      draw();
    },
    setUnread: (count) => {
      unread = count;
      draw();
    },
    setAccent: (accent) => {
      host.style.setProperty("--accent", accent);
      host.style.setProperty("--on-accent", textOn(accent));
    },
    setLost: (retry) => {
      lost.remove();
      if (!retry) return;
      lost.textContent = words.lost;
      lost.onclick = retry;
      panel.append(lost);
    },
    focus: () => button.focus(),
    hide: () => host.style.setProperty("display", "none"),
    remove: () => host.remove(),
  };
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className?: string,
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className) made.className = className;
  return made;
}

/** A constructed sheet passes any `style-src` of the host page; a link is for older browsers. */
function dress(root: ShadowRoot, origin: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const link = element("link");
    link.rel = "stylesheet";
    link.href = `${origin}/widget/widget.css`;
    root.append(link);
  }
}
