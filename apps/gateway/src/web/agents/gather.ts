/**
 * Works one at a time, and what comes meanwhile together with the next: one alone is done at once, and ten thousand
 * in one moment are a few statements, each with one commit.
 * @param work gives an answer for each, in their order; all of them fail with it
 */
export function gather<T, R>(
  work: (all: readonly T[]) => Promise<readonly R[]>,
): (one: T) => Promise<R> {
  let waiting: Waiting<T, R>[] = [];
  let isWorking = false;

  async function workOn(): Promise<void> {
    isWorking = true;
    // All of this turn belong to the first.
    await Promise.resolve();
    while (waiting.length > 0) {
      const all = waiting;
      waiting = [];
      try {
        const answers = await work(all.map(({ one }) => one));
        for (const [i, { resolve }] of all.entries()) resolve(answers[i] as R);
      } catch (error) {
        for (const { reject } of all) reject(error);
      }
    }
    isWorking = false;
  }

  return (one) =>
    new Promise((resolve, reject) => {
      waiting.push({ one, resolve, reject });
      if (!isWorking) void workOn();
    });
}

interface Waiting<T, R> {
  readonly one: T;
  readonly resolve: (answer: R) => void;
  readonly reject: (error: unknown) => void;
}
