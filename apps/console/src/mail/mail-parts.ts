import { lazy } from "react";

/*
 * What only mail needs: not waited for by the first paint, and here before the connection goes.
 */
const loadMessage = () => import("./mail-message.tsx");
const loadHead = () => import("../composer/mail-head.tsx");

export const MailMessage = lazy(async () => ({ default: (await loadMessage()).MailMessage }));
export const MailHead = lazy(async () => ({ default: (await loadHead()).MailHead }));

/** Called when the first screen stands. What fails now is fetched again when a mail is opened. */
export function fetchMailParts(): void {
  Promise.all([loadMessage(), loadHead()]).catch(() => {});
}
