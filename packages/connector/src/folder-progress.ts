/** How far a folder of messages is taken in, for people: a backlog of ten thousand takes a while. */
export interface FolderProgress {
  readonly folder: string;
  /** Taken in since it was connected, parked ones among them. */
  readonly taken: number;
  /** Known to wait for us. */
  readonly waiting: number;
  readonly parked: number;
  /** Named by the provider, gone before they were fetched. */
  readonly vanished: number;
  /** Not to be had for now; looked for again later. */
  readonly setAside: number;
  /** Ms since epoch: when the provider was last asked for new ones. */
  readonly lookedAt: number;
}
