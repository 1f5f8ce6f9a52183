/** What leaves by an action: what is known of a person, many people's work at once, or a secret. */
export const DISCLOSED = ["person", "records", "secret"] as const;
export type Disclosed = (typeof DISCLOSED)[number];

/**
 * Actions of the audit by which somebody saw or took away what few may: whoever looks for misuse looks
 * here first. Secrets are those that are shown once, and links that let somebody in.
 */
export const DISCLOSURES: ReadonlyMap<string, Disclosed> = new Map<string, Disclosed>([
  ["exportContact", "person"],
  ["revealAttributes", "person"],
  ["peek", "person"],
  ["getAuditFile", "records"],
  ["getConversationsFile", "records"],
  ["createApiKey", "secret"],
  ["rotateApiKey", "secret"],
  ["createWebhook", "secret"],
  ["rotateWebhookSecret", "secret"],
  ["makeIdentitySecret", "secret"],
  ["makePasswordLink", "secret"],
]);
