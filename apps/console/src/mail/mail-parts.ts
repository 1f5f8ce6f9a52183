import { lazy } from "react";
import { learn } from "../i18n/translate.ts";

/*
 * What only mail needs, with the words for it: not waited for by the first paint, and here before the connection goes.
 */
const loadMessage = async () =>
  (await Promise.all([import("./mail-message.tsx"), learn("mail")]))[0];
const loadHead = async () =>
  (await Promise.all([import("../composer/mail-head.tsx"), learn("mail")]))[0];

export const MailMessage = lazy(async () => ({ default: (await loadMessage()).MailMessage }));
export const MailHead = lazy(async () => ({ default: (await loadHead()).MailHead }));

/** Called when the first screen stands. What fails now is fetched again when a mail is opened. */
export function fetchMailParts(): void {
  Promise.all([loadMessage(), loadHead()]).catch(() => {});
}
