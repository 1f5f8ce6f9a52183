import type { BulletinTest } from "@circuito/protocol";
import { Callout } from "@circuito/ui";
import { takenText } from "./alert-words.ts";

interface TakenCalloutProps {
  readonly taken: BulletinTest & { readonly to: string };
}

/** How one of those who were told something just now took it. */
export function TakenCallout({ taken }: TakenCalloutProps) {
  return (
    <Callout tone={taken.because === null ? "ok" : "danger"} title={taken.to}>
      <span className="wrap-anywhere">{takenText(taken)}</span>
    </Callout>
  );
}
