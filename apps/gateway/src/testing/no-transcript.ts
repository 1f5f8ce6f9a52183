import type { Transcript } from "@circuito/connector";

/** For inboxes whose customers have no live view: nothing to read, nobody to tell. */
export const noTranscript: Transcript = {
  read: async () => undefined,
  hours: async () => ({ open: true }),
  follow: () => () => {},
  seen: async () => {},
  typing: () => {},
};
