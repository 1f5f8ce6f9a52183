import { type PreviewedLook, textOn } from "@circuito/protocol/look-text";
import { drawInvitation, type Invitation } from "../invite/invitation.ts";
import { inviteLocale, inviteWords } from "../invite/words.ts";
import { createLauncher, type Launcher } from "../loader/launcher.ts";
import { chooseLoaderWords } from "../loader/words.ts";
import { hearLook, tellLook } from "./hear-look.ts";
import "./site.css";

/** A page as a site may have it, with the loader's own button and the chat in its frame. */

/** What takes a new button, and the chat with it, is drawn once it rests: not with every letter, ms. */
const REST_MS = 300;

let look: PreviewedLook | null = null;
let drawn: PreviewedLook | null = null;
let resting: ReturnType<typeof setTimeout> | undefined;
let launcher: Launcher | null = null;
let isOpen = true;
let invitation: Invitation | undefined;
let invited: string | null = null;

const frame = document.createElement("iframe");
addEventListener("message", ({ source }) => {
  if (look !== null && source === frame.contentWindow) tellLook(frame, look);
});

hearLook((next) => {
  look = next;
  document.documentElement.lang = next.locale;
  document.documentElement.dataset.theme = next.page;
  clearTimeout(resting);
  if (drawn === null) draw(next);
  else if (isDrawnOtherwise(drawn, next)) resting = setTimeout(draw, REST_MS, next);
  launcher?.setAccent(next.accentColor);
  // Whoever writes an invitation wants to see it, and the button it stands at.
  const { invitation: written } = next;
  if (written !== invited) setOpen(written === null);
  invited = written;
  invite();
  tellLook(frame, next);
});

/** With every change, as it is quickly drawn; only beside a chat that is shut. */
function invite(): void {
  invitation?.remove();
  invitation = undefined;
  if (look === null || look.invitation === null || isOpen) return;
  const { theme, position, accentColor: accent, invitation: text } = look;
  const locale = inviteLocale(look.locale);
  invitation = drawInvitation({
    ...{ text, locale, accent, words: inviteWords(locale), onAccent: textOn(accent) },
    options: { theme, position },
    talk: () => setOpen(true),
    dismiss: () => invitation?.remove(),
  });
}

/** What the button takes when it is made; the rest can be changed as it stands. */
const isDrawnOtherwise = (before: PreviewedLook, next: PreviewedLook): boolean =>
  (["theme", "position", "launcherText", "locale"] as const).some((of) => before[of] !== next[of]);

function draw(next: PreviewedLook): void {
  const { theme, position, launcherText, locale, accentColor } = next;
  drawn = next;
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
  launcher.setAccent(accentColor);
  launcher.setOpen(isOpen);
}

function setOpen(open: boolean): void {
  isOpen = open;
  launcher?.setOpen(open);
  invite();
}
