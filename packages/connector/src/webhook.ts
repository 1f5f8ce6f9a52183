/** A provider's request, free of any web framework. */
export interface WebhookRequest {
  readonly method: string;
  /** Path and query as received; the host is not in it, since a caller can say any host. */
  readonly url: string;
  /** Lower-case names; repeated headers are joined by ", " as RFC 9110 §5.3 allows. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The raw bytes. Signatures are checked on these and nothing else. */
  readonly body: Uint8Array;
}

export interface WebhookResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}
