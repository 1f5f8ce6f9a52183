import type { PreviewedLook } from "@circuito/protocol/look-text";
import { createLauncher, type Launcher } from "../loader/launcher.ts";
import { chooseLoaderWords } from "../loader/words.ts";
import { hearLook, tellLook } from "./hear-look.ts";
import "./site.css";

/** A page as a site may have it, with the loader's own button and the chat in its frame. */

let look: PreviewedLook | null = null;
let launcher: Launcher | null = null;
let isOpen = true;

const frame = document.createElement("iframe");
addEventListener("message", ({ source }) => {
  if (look !== null && source === frame.contentWindow) tellLook(frame, look);
});

hearLook((next) => {
  const before = look;
  look = next;
  document.documentElement.lang = next.locale;
  document.documentElement.dataset.theme = next.page;
  if (before === null || isDrawnOtherwise(before, next)) draw(next);
  launcher?.setAccent(next.accentColor);
  tellLook(frame, next);
});

/** What the button takes when it is made; the rest can be changed as it stands. */
const isDrawnOtherwise = (before: PreviewedLook, next: PreviewedLook): boolean =>
  (["theme", "position", "launcherText", "locale"] as const).some((of) => before[of] !== next[of]);

function draw({ theme, position, launcherText, locale }: PreviewedLook): void {
  launcher?.remove();
  const words = chooseLoaderWords(locale);
  launcher = createLauncher({
    options: { theme, position, ...(launcherText !== null && { text: launcherText }) },
    origin: location.origin,
    words,
    warm: () => {},
    toggle: () => setOpen(!isOpen),
    close: () => setOpen(false),
  });
  frame.title = words.frame;
  frame.src = "/widget/preview/chat";
  launcher.panel.append(frame);
  launcher.setOpen(isOpen);
}

function setOpen(open: boolean): void {
  isOpen = open;
  launcher?.setOpen(open);
}
