import { learn } from "../i18n/translate.ts";
import { part } from "../shell/part.ts";

/* Fetched when the first recording is in view. */
const load = async () => (await Promise.all([import("./voice-player.tsx"), learn("voice")]))[0];
const loadBar = async () => (await Promise.all([import("./voice-bar.tsx"), learn("voice")]))[0];

export const VoicePlayer = part(async () => ({ default: (await load()).VoicePlayer }));
export const VoiceBar = part(async () => ({ default: (await loadBar()).VoiceBar }));
