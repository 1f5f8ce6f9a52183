import type { Address } from "@circuito/domain";
import type {
  BusinessHoursView,
  Transcript,
  TranscriptChange,
  TranscriptPosition,
  TranscriptView,
} from "../transcript.ts";

export interface SeenCall {
  readonly address: Address;
  readonly upTo: TranscriptPosition;
  readonly status: "delivered" | "read";
}

/** A transcript that a test writes by hand, and that remembers what it was told. */
export class MemoryTranscript implements Transcript {
  readonly views = new Map<Address, TranscriptView>();
  readonly reads: { readonly address: Address; readonly after: TranscriptPosition | undefined }[] =
    [];
  readonly seenCalls: SeenCall[] = [];
  readonly typingCalls: Address[] = [];
  businessHours: BusinessHoursView = { open: true };
  /** Called in the middle of every read. */
  meanwhile: (() => void) | undefined;
  /** Set to make every read and write fail. */
  failure: Error | undefined;
  readonly #followers = new Map<Address, Set<(change: TranscriptChange) => void>>();

  async read(
    _inbox: unknown,
    address: Address,
    after?: TranscriptPosition,
  ): Promise<TranscriptView | undefined> {
    if (this.failure) throw this.failure;
    this.reads.push({ address, after });
    this.meanwhile?.();
    return this.views.get(address);
  }

  async hours(): Promise<BusinessHoursView> {
    if (this.failure) throw this.failure;
    return this.businessHours;
  }

  follow(
    _inbox: unknown,
    address: Address,
    listener: (change: TranscriptChange) => void,
  ): () => void {
    const listeners = this.#followers.get(address) ?? new Set();
    this.#followers.set(address, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#followers.delete(address);
    };
  }

  async seen(
    _inbox: unknown,
    address: Address,
    upTo: TranscriptPosition,
    status: "delivered" | "read",
  ): Promise<void> {
    if (this.failure) throw this.failure;
    this.seenCalls.push({ address, upTo, status });
  }

  typing(_inbox: unknown, address: Address): void {
    this.typingCalls.push(address);
  }

  /** What the gateway would tell the followers of this address. */
  change(address: Address, change: TranscriptChange): void {
    for (const listener of this.#followers.get(address) ?? []) listener(change);
  }

  get followers(): number {
    return [...this.#followers.values()].reduce((sum, listeners) => sum + listeners.size, 0);
  }
}
