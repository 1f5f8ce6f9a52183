import type { BulletinView } from "@circuito/protocol";
import { Chip } from "@circuito/ui";
import { bulletinChip, takenText } from "./alert-words.ts";

interface OutcomeProps {
  readonly told: Pick<BulletinView, "state" | "because" | "answer">;
}

/** How telling somebody something ended; what the other side said, if it was not with yes. */
export function Outcome({ told }: OutcomeProps) {
  const { text, tone } = bulletinChip(told);
  const { because, answer } = told;
  return (
    <span className="flex min-w-0 flex-col items-start gap-0.5">
      <Chip tone={tone}>{text}</Chip>
      {because !== null && (
        <span className="text-12 text-fg-2 wrap-anywhere">{takenText({ because, answer })}</span>
      )}
    </span>
  );
}
