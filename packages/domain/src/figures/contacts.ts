import type { Step } from "./track.ts";

/** Without what customers wrote to answer a question of ours after it was over: it asks for nothing. */
export function withoutAnswers(track: readonly Step[]): readonly Step[] {
  return track.filter(
    ({ event, isOver }, n) =>
      !(
        isOver &&
        event.kind === "customer-wrote" &&
        track[n + 1]?.event.kind === "answered-question"
      ),
  );
}

/** Where a customer began to write: the first message, and the first after each of our answers. */
export function contactsOf(track: readonly Step[]): readonly Step[] {
  let isTheirs = false;
  return withoutAnswers(track).filter(({ event: { kind } }) => {
    const begins = kind === "customer-wrote" && !isTheirs;
    if (kind === "customer-wrote") isTheirs = true;
    if (kind === "human-replied") isTheirs = false;
    return begins;
  });
}
