/** A reply of 65,536 characters, each escaped in JSON, and the longest list of rules fit. */
export const BODY_MAX_BYTES = 512 * 1024;
