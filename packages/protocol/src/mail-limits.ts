/** More people than a reply of ours ever needs; mail servers refuse somewhat above it. */
export const REPLY_RECIPIENTS_MAX = 50;

/** Files of one reply. */
export const REPLY_FILES_MAX = 20;

/**
 * Bytes of all files of one reply. Most servers refuse mail above 25 MB, and on the wire a file is
 * more than a third longer than on the disk.
 */
export const REPLY_FILES_BYTES_MAX = 18 * 1024 * 1024;
