import { learn } from "../i18n/translate.ts";
import { part, prefetch } from "../shell/part.ts";

/*
 * What only chats of messengers need, with the words for it: not waited for by the first paint, and
 * here before the connection goes.
 */
const loadBody = async () => (await Promise.all([import("./chat-body.tsx"), learn("chat")]))[0];
const loadFooter = async () => (await Promise.all([import("./chat-footer.tsx"), learn("chat")]))[0];
const loadHead = async () =>
  (await Promise.all([import("../composer/chat-head.tsx"), learn("chat")]))[0];
const loadChoices = async () =>
  (await Promise.all([import("../composer/choices-editor.tsx"), learn("chat")]))[0];
const loadTemplates = async () =>
  (await Promise.all([import("../composer/template-room.tsx"), learn("chat")]))[0];

export const ChatBody = part(async () => ({ default: (await loadBody()).ChatBody }));
export const ChatFooter = part(async () => ({ default: (await loadFooter()).ChatFooter }));
export const ChatHead = part(async () => ({ default: (await loadHead()).ChatHead }));
export const ChoicesEditor = part(async () => ({ default: (await loadChoices()).ChoicesEditor }));
export const OfferedChoices = part(async () => ({
  default: (await Promise.all([import("./offered.tsx"), learn("chat")]))[0].Offered,
}));
export const TemplateRoom = part(async () => ({ default: (await loadTemplates()).TemplateRoom }));

/** Called when the first screen stands. */
export function fetchChatParts(): void {
  prefetch(loadBody, loadFooter, loadHead, loadChoices, loadTemplates);
}
