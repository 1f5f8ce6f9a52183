import type { Socket } from "node:net";
import type { Prng } from "../load/prng.ts";
import type { LinkConduct } from "./conduct.ts";

/** More than this under way, and the sender is made to wait as a full network would. */
const UNDER_WAY_BYTES_MAX = 256 * 1024;

interface Piece {
  readonly bytes: Buffer;
  readonly dueAtMs: number;
}

export interface LaneOptions {
  readonly from: Socket;
  readonly to: Socket;
  readonly conduct: () => LinkConduct;
  readonly prng: Prng;
  /** Sees bytes before they are passed on. @returns how many of them may still pass; then it is cut */
  readonly admit: (bytes: Buffer) => number;
  /** Cuts the whole connection at once, both ways. */
  readonly reset: () => void;
}

/** One direction of one connection: bytes arrive later, in smaller pieces or never, but in order. */
export class Lane {
  readonly #options: LaneOptions;
  readonly #pieces: Piece[] = [];
  #underWayBytes = 0;
  #lastDueAtMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #isEnding = false;
  #isSilent = false;

  constructor(options: LaneOptions) {
    this.#options = options;
    const { from, to } = options;
    from.on("data", (bytes: Buffer) => this.#take(bytes));
    from.on("end", () => {
      this.#isEnding = true;
      this.#deliver();
    });
    to.on("drain", () => this.#deliver());
  }

  /** From now on bytes are swallowed: the other end is gone and nobody says so. */
  silence(): void {
    this.#isSilent = true;
    this.#forget();
    this.#options.from.resume();
  }

  /** Looks at the conduct anew, which has changed. */
  reconsider(): void {
    if (this.#options.conduct().isHeld) this.#options.from.pause();
    this.#deliver();
  }

  close(): void {
    this.#forget();
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pieces.length = 0;
    this.#underWayBytes = 0;
  }

  #take(bytes: Buffer): void {
    if (this.#isSilent) return;
    const { conduct, prng, from, admit } = this.#options;
    const { latencyMs, jitterMs, bytesPerSecond, sliceBytes, resetShare } = conduct();
    const admitted = admit(bytes);
    const passing = bytes.subarray(0, admitted);
    for (let at = 0; at < passing.length; at += sliceBytes) {
      if (resetShare > 0 && prng.chance(resetShare)) return void this.#options.reset();
      const piece = passing.subarray(at, at + Math.min(sliceBytes, passing.length));
      const earliest = performance.now() + latencyMs + (jitterMs > 0 ? prng.next() * jitterMs : 0);
      const sendingMs = (piece.length / bytesPerSecond) * 1_000;
      this.#lastDueAtMs = Math.max(earliest, this.#lastDueAtMs) + sendingMs;
      this.#pieces.push({ bytes: piece, dueAtMs: this.#lastDueAtMs });
      this.#underWayBytes += piece.length;
    }
    this.#deliver();
    if (admitted < bytes.length) return void this.#options.reset();
    if (this.#underWayBytes > UNDER_WAY_BYTES_MAX) from.pause();
  }

  /** Passes on what is due. The rest waits for its time, for the partition's end, or for the reader. */
  #deliver(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { from, to, conduct } = this.#options;
    if (this.#isSilent || conduct().isHeld || to.destroyed) return;
    for (let piece = this.#pieces[0]; piece; piece = this.#pieces[0]) {
      const waitMs = piece.dueAtMs - performance.now();
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.#deliver(), waitMs);
        return;
      }
      if (to.writableNeedDrain) return;
      this.#pieces.shift();
      this.#underWayBytes -= piece.bytes.length;
      to.write(piece.bytes);
    }
    if (this.#isEnding) to.end();
    else from.resume();
  }
}
