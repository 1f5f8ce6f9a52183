import { learn } from "../i18n/translate.ts";
import { part, prefetch } from "../shell/part.ts";

/*
 * What only mail needs, with the words for it: not waited for by the first paint, and here before the connection goes.
 */
const loadMessage = async () =>
  (await Promise.all([import("./mail-message.tsx"), learn("mail")]))[0];
const loadHead = async () =>
  (await Promise.all([import("../composer/mail-head.tsx"), learn("mail")]))[0];

const loadFoot = async () =>
  (await Promise.all([import("../composer/mail-foot.tsx"), learn("mail")]))[0];

export const MailMessage = part(async () => ({ default: (await loadMessage()).MailMessage }));
export const MailHead = part(async () => ({ default: (await loadHead()).MailHead }));

export const MailFoot = part(async () => ({ default: (await loadFoot()).MailFoot }));

/** Called when the first screen stands. */
export function fetchMailParts(): void {
  prefetch(loadMessage, loadHead, loadFoot);
}
