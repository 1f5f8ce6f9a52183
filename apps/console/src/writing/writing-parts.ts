import { createElement, useState } from "react";
import { learn } from "../i18n/translate.ts";
import { part, prefetch } from "../shell/part.ts";

/*
 * What helps to write, with the words for it: not waited for by the first paint, and here before the
 * connection goes.
 */
const loadSuggestions = async () =>
  (await Promise.all([import("./suggestions.tsx"), learn("writing")]))[0];
const loadHeld = async () =>
  (await Promise.all([import("./held-replies.tsx"), learn("writing")]))[0];
const loadNotices = async () =>
  (await Promise.all([import("./composer-notices.tsx"), learn("writing")]))[0];

export const Suggestions = part(async () => ({ default: (await loadSuggestions()).Suggestions }));
export const HeldReplies = part(async () => ({ default: (await loadHeld()).HeldReplies }));
export const DraftElsewhere = part(async () => ({
  default: (await loadNotices()).DraftElsewhere,
}));
export const ChannelDown = part(async () => ({ default: (await loadNotices()).ChannelDown }));
export const WroteMeanwhile = part(async () => ({
  default: (await loadNotices()).WroteMeanwhile,
}));
export const SmsCounter = part(async () => ({ default: (await loadNotices()).SmsCounter }));
const loadOptedOut = async () =>
  (await Promise.all([import("../composer/opted-out-room.tsx"), learn("writing")]))[0];
type ComposerModule = typeof import("../composer/composer.tsx");
let composer: ComposerModule | undefined;
const loadComposer = async (): Promise<ComposerModule> => {
  composer = await import("../composer/composer.tsx");
  return composer;
};
const loadCollision = () => import("../composer/collision-dialog.tsx");
const ComposerOnceLoaded = part(async () => ({ default: (await loadComposer()).Composer }));

/**
 * Drawn with the conversation when it is here, as it almost always is: a lazy part is drawn a moment
 * later even then, and keys that are pressed meanwhile would be commands.
 */
export function Composer(props: Parameters<ComposerModule["Composer"]>[0]) {
  // The same as long as it stands: another in its place would take the focus from who writes.
  const [drawn] = useState(() => composer?.Composer ?? ComposerOnceLoaded);
  return createElement(drawn, props);
}
export const OptedOutRoom = part(async () => ({ default: (await loadOptedOut()).OptedOutRoom }));
export const CollisionDialog = part(async () => ({
  default: (await loadCollision()).CollisionDialog,
}));
export const SendLaterDialog = part(async () => ({
  default: (await Promise.all([import("./send-later-dialog.tsx"), learn("writing")]))[0]
    .SendLaterDialog,
}));

/** Waited for before anything is shown. What fails is wanted again by the first conversation. */
export const fetchComposer = () => loadComposer().catch(() => undefined);

/** Called when the first screen stands. */
export function fetchWritingParts(): void {
  prefetch(loadComposer, loadSuggestions, loadHeld, loadNotices, loadCollision, loadOptedOut);
}
