import { textOn } from "@circuito/protocol/look-text";
import {
  chooseProactive,
  formWords,
  isOpenNow,
  type PageInvitations,
} from "@circuito/protocol/proactive-text";
import { readKept } from "../loader/keep.ts";
import type { CircuitoApi } from "../loader/main.ts";
import { type Options, pageLocale } from "../loader/options.ts";
import { drawInvitation, type Invitation } from "./invitation.ts";
import { isCovered } from "./is-covered.ts";
import { openVisits } from "./visits.ts";
import { inviteLocale, inviteWords } from "./words.ts";

/**
 * How often the page is looked at: nothing tells that a modal opened or closed, that a page of one document
 * became another, or that the site's visitor agreed. A second late is not noticed.
 */
const LOOK_EVERY_MS = 1_000;
const DEFAULT_ACCENT = "#5252d8";

/**
 * Looks, while the page is looked at, whether its visitor is to be invited, and does so once. Nothing is kept
 * or shown before there is a chat on the page (where a site waits for consent, before it was given), and
 * nothing is sent: the gateway hears of an invitation with the first words that follow it.
 */
export function startInviting(
  { inbox, rules, hours }: PageInvitations,
  options: Options,
  chat: CircuitoApi,
): void {
  const visits = openVisits(inbox);
  let path = "";
  let onPageMs = 0;
  let shown: Invitation | null = null;
  let wasOpened = false;
  let wasThere = false;

  const put = (): void => {
    shown?.remove();
    shown = null;
  };
  chat.on("open", () => {
    wasOpened = true;
    put();
  });

  function look(): void {
    const isThere = document.querySelector("circuito-chat") !== null;
    // Agreed to no longer: what was kept goes, too.
    if (wasThere && !isThere) {
      visits.forget();
      put();
    }
    wasThere = isThere;
    if (!isThere || document.hidden) return;
    if (location.pathname !== path) {
      // Of the page before.
      put();
      path = location.pathname;
      onPageMs = 0;
    }
    const covered = isCovered();
    shown?.setHidden(covered);
    if (!shown && !covered) choose();
    onPageMs += LOOK_EVERY_MS;
  }

  function choose(): void {
    const now = Date.now();
    const kept = visits.read(now);
    const locale = inviteLocale(pageLocale(options));
    const choice = chooseProactive(rules, {
      ...{ path, locale, onPageMs, now },
      isReturning: kept.visits > 1,
      isOpen: isOpenNow(hours, now),
      dismissedAt: kept.dismissedAt,
      shownAt: kept.shownAt,
      wasInvited: kept.invitedIn === kept.visits,
      isTalking: wasOpened || readKept(inbox).token !== undefined,
    });
    if (choice.kind !== "invite") return;
    const { id, text } = choice.rule;
    const accent = options.accent ?? DEFAULT_ACCENT;
    shown =
      drawInvitation({
        text: formWords(text, locale) ?? "",
        ...{ locale, options, accent, words: inviteWords(locale), onAccent: textOn(accent) },
        talk: () => {
          chat.set({ visitor: { invitation: id } });
          chat.open();
        },
        dismiss: () => {
          visits.dismissed(Date.now());
          put();
        },
      }) ?? null;
    visits.shown(id, now);
  }

  setInterval(look, LOOK_EVERY_MS);
}
