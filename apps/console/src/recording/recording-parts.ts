import { learn } from "../i18n/translate.ts";
import { part } from "../shell/part.ts";

/* Fetched with the first chat that takes files. */
const loadButton = async () =>
  (await Promise.all([import("./record-button.tsx"), learn("voice")]))[0];
const loadPanel = async () =>
  (await Promise.all([import("./recording-panel.tsx"), learn("voice")]))[0];

export const RecordButton = part(async () => ({ default: (await loadButton()).RecordButton }));
export const RecordingPanel = part(async () => ({ default: (await loadPanel()).RecordingPanel }));
