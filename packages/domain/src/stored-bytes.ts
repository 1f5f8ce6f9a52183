/** Bytes in the media store, known by what they are (SHA-256, lower-case hex). */
export interface StoredBytes {
  readonly sha256: string;
  readonly sizeBytes: number;
}
