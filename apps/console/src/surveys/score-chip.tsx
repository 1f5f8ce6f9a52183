import type { GivenScoreView } from "@circuito/protocol";
import { Chip, type Tone } from "@circuito/ui";

type Given = Pick<GivenScoreView, "kind" | "score">;

/** From which score on somebody is content, and up to which one is not; and the highest one. */
const SCALES: Readonly<
  Record<
    GivenScoreView["kind"],
    { readonly good: number; readonly bad: number; readonly max: number }
  >
> = {
  csat: { good: 4, bad: 2, max: 5 },
  ces: { good: 5, bad: 3, max: 7 },
  nps: { good: 9, bad: 6, max: 10 },
};

/** A score as it is read: of what, and out of how many. */
export function ScoreChip({ given }: { readonly given: Given }) {
  const { kind, score } = given;
  return (
    <Chip tone={toneOf(given)}>
      {kind.toUpperCase()} {score}/{SCALES[kind].max}
    </Chip>
  );
}

function toneOf({ kind, score }: Given): Tone {
  const { good, bad } = SCALES[kind];
  if (score >= good) return "ok";
  return score <= bad ? "danger" : "warn";
}
