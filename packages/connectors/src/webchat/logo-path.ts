/** Where the gateway serves a chat's picture; its digest in the name, so that it may be kept for good. */
export const logoPath = (inboxId: string, digest: string): string =>
  `/widget/v1/${inboxId}/logo/${digest}`;
