/** Twilio takes 1,600 characters in one request, the least of our providers. */
export const TEXT_LENGTH_MAX = 1_600;
/** Twilio sends at most 10 files with a message; senders of our own format may not exceed it. */
export const MEDIA_MAX = 10;
