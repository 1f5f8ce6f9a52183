import type { CircuitMark, Fact } from "./fact.ts";
import { one, type Whose, whose } from "./one-fact.ts";
import { type Step, stoodAt } from "./track.ts";

const SURVEYS = ["csat", "ces", "nps"] as const;

/** What customers were asked, whether they answered, and what. */
export function askedFacts(marks: readonly CircuitMark[], track: readonly Step[]): readonly Fact[] {
  const of = (at: number): Whose => {
    const stood = stoodAt(track, at);
    return stood ? whose(stood) : { queueId: undefined, level: 1, agentId: undefined };
  };
  const isAnswered = ({ askId }: CircuitMark, by: string) =>
    marks.some((mark) => mark.kind === by && mark.askId === askId);
  return marks.flatMap((mark): Fact[] => {
    const { kind, at } = mark;
    const survey = SURVEYS.find((known) => known === mark.survey);
    switch (kind) {
      case "confirmation-asked":
        return [
          one("confirmation-answered", at, of(at), isAnswered(mark, "confirmation-answered")),
        ];
      case "confirmation-answered":
        return [one("confirmed", at, of(at), mark.answer === "yes")];
      case "survey-sent":
        return survey
          ? [one(`${survey}-answered`, at, of(at), isAnswered(mark, "survey-answered"))]
          : [];
      case "survey-answered":
        // Who thinks better of it gives another score, or says why: the last one is theirs.
        return survey && mark.score !== undefined && isLastOfAsk(mark, marks)
          ? [{ ...one(survey, at, of(at)), value: mark.score }]
          : [];
      default:
        return [];
    }
  });
}

function isLastOfAsk(mark: CircuitMark, marks: readonly CircuitMark[]): boolean {
  return marks.findLast(({ kind, askId }) => kind === mark.kind && askId === mark.askId) === mark;
}
