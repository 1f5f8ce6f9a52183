import { Clock, Pause, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { TONE_SOFT, type Tone } from "./tone.ts";

export interface ChipProps {
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  /** `plain` is text without ground: for a fact that asks for nothing. */
  readonly variant?: "soft" | "outline" | "plain";
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

/** A short fact: queue, protocol, status. A chip appears only when it changes a decision. */
export function Chip({ tone = "neutral", icon, variant = "soft", title, children }: ChipProps) {
  return (
    <span
      title={title}
      className={classNames(
        "inline-flex h-5 max-w-full flex-none items-center gap-1 rounded-chip text-chip whitespace-nowrap tabular-nums [&_.glyph]:size-3 [&_.lucide]:size-3",
        variant === "soft" && classNames("px-1.5", TONE_SOFT[tone]),
        variant === "outline" && "border border-line px-1.5 text-fg-2",
        variant === "plain" && "text-fg-2",
        "forced-colors:border",
      )}
    >
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}

/** How a promise stands: in time, soon due (< 20 % or < 15 min left), missed, not running. */
export type SlaState = "on-time" | "at-risk" | "breached" | "paused";

export interface SlaChipProps {
  readonly state: SlaState;
  /** What is seen: "42 min", "−4 min". */
  readonly text: string;
  /** What is said: "SLA de 1ª resposta estourado há 4 minutos". */
  readonly label: string;
  /** Something else says more on hover. */
  readonly isTipped?: boolean;
}

/** Time left of a promise. In time it is plain grey; the colour comes with an icon and words. */
export function SlaChip({ state, text, label, isTipped = false }: SlaChipProps) {
  const look = SLA_LOOKS[state];
  return (
    <Chip
      tone={look.tone}
      variant={look.variant}
      icon={look.icon}
      title={isTipped ? undefined : label}
    >
      <span aria-hidden="true">{text}</span>
      <span className="sr-only">{label}</span>
    </Chip>
  );
}

const SLA_LOOKS: Readonly<
  Record<SlaState, { tone: Tone; variant: "soft" | "plain"; icon: ReactNode }>
> = {
  "on-time": { tone: "neutral", variant: "plain", icon: <Clock /> },
  "at-risk": { tone: "warn", variant: "soft", icon: <Clock /> },
  breached: { tone: "danger", variant: "soft", icon: <TriangleAlert /> },
  paused: { tone: "neutral", variant: "plain", icon: <Pause /> },
};

export interface CountProps {
  readonly count: number;
  /** Above this it reads "99+". */
  readonly max?: number;
  readonly tone?: "neutral" | "accent" | "danger";
  /** The number in a sentence, for who cannot see where it stands. */
  readonly label?: string | undefined;
}

const COUNT_TONES = {
  neutral: "bg-muted text-fg-2",
  accent: "bg-accent text-on-accent",
  danger: "bg-danger text-on-danger",
} as const;

/** A number on something: unread, waiting, in the outbox. */
export function Count({ count, max = 99, tone = "neutral", label }: CountProps) {
  return (
    <span
      className={classNames(
        "inline-flex h-4 min-w-4 flex-none items-center justify-center rounded-full px-1 text-11 tabular-nums",
        COUNT_TONES[tone],
      )}
    >
      <span aria-hidden={label === undefined ? undefined : true}>
        {count > max ? `${max}+` : count}
      </span>
      {label !== undefined && <span className="sr-only">{label}</span>}
    </span>
  );
}
