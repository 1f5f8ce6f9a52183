import { createAnnouncer, createToastQueue } from "../src/index.ts";

export const toasts = createToastQueue();
export const announcer = createAnnouncer();
