/** Lets so many work at once, the others one after the other in the order in which they came. */
export interface Turns {
  /** @returns a function that gives the turn back; `undefined` where too many wait already */
  take(): Promise<(() => void) | undefined>;
}

export function createTurns({
  atOnceMax,
  waitingMax,
}: {
  readonly atOnceMax: number;
  readonly waitingMax: number;
}): Turns {
  const waiting: (() => void)[] = [];
  // Taking from the front of an array of thousands is a copy each time.
  let first = 0;
  let working = 0;

  function give(): void {
    const next = waiting[first];
    if (next === undefined) {
      working -= 1;
      return;
    }
    first += 1;
    if (first === waiting.length) {
      waiting.length = 0;
      first = 0;
    }
    next();
  }

  function turn(): () => void {
    let isGiven = false;
    return () => {
      if (isGiven) return;
      isGiven = true;
      give();
    };
  }

  return {
    async take() {
      if (working < atOnceMax) working += 1;
      else if (waiting.length - first >= waitingMax) return undefined;
      else await new Promise<void>((resolve) => void waiting.push(resolve));
      return turn();
    },
  };
}
