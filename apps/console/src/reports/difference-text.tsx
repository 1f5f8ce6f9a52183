import { ArrowDown, ArrowUp } from "lucide-react";
import type { Difference } from "./figure-format.ts";

/** A change against the period before: sign and arrow say it, colour only repeats. */
export function DifferenceText({ difference }: { readonly difference: Difference | undefined }) {
  if (!difference) return null;
  const { text, isBetter } = difference;
  const tone =
    isBetter === undefined ? "text-fg-3" : isBetter ? "text-ok-text" : "text-danger-text";
  const isSame = /^0\D/.test(text);
  const Arrow = text.startsWith("-") || text.startsWith("−") ? ArrowDown : ArrowUp;
  return (
    <span className={`inline-flex items-center gap-0.5 text-12 tabular-nums ${tone}`}>
      {!isSame && <Arrow aria-hidden="true" className="size-3" />}
      {text}
    </span>
  );
}
