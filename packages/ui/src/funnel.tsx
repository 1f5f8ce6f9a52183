import type { ReactNode } from "react";
import { TextButton } from "./text-button.tsx";

export interface FunnelStep {
  readonly id: string;
  readonly label: string;
  /** How many got so far. */
  readonly value: number;
  /** Beside the number: "62 % · fica 14 min". */
  readonly detail?: ReactNode;
  readonly onOpen?: (() => void) | undefined;
}

export interface FunnelProps {
  readonly label: string;
  readonly steps: readonly FunnelStep[];
  readonly format: (value: number) => string;
}

/** How many come how far: a list whose bars are as long as its numbers. */
export function Funnel({ label, steps, format }: FunnelProps) {
  const most = Math.max(1, ...steps.map(({ value }) => value));
  return (
    <ol aria-label={label} className="flex flex-col gap-3">
      {steps.map(({ id, label: name, value, detail, onOpen }, n) => (
        <li
          key={id}
          className="grid gap-1 min-[700px]:grid-cols-[12rem_1fr] min-[700px]:items-center"
        >
          <span className="text-13">
            <span className="mr-2 text-fg-3 tabular-nums">{n + 1}</span>
            {name}
          </span>
          <span className="flex min-w-0 items-center gap-3">
            <span aria-hidden="true" className="h-6 min-w-0 grow rounded-sm bg-sunken">
              <span
                className="block h-full rounded-sm bg-accent opacity-80"
                style={{ width: `${(value / most) * 100}%` }}
              />
            </span>
            <span className="flex w-28 flex-none flex-col min-[700px]:w-44 text-right">
              {onOpen && value > 0 ? (
                <TextButton onPress={onOpen} className="self-end text-14s tabular-nums">
                  {format(value)}
                </TextButton>
              ) : (
                <span className="text-14s tabular-nums">{format(value)}</span>
              )}
              <span className="text-12 text-fg-2">{detail}</span>
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
