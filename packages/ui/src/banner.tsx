import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { TONE_SOFT, type Tone } from "./tone.ts";

export interface BannerProps {
  readonly tone: Extract<Tone, "warn" | "danger" | "info" | "ok" | "neutral">;
  readonly icon?: ReactNode;
  /** What can be done about it: a small ghost `Button`. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/**
 * The 28 px strip above the panes: connection, new version, channel down. Announcing it is the
 * caller's, once per change, so that a counter inside it is not read every second.
 */
export function Banner({ tone, icon, action, children }: BannerProps) {
  return (
    <div
      className={classNames(
        "flex min-h-7 w-full flex-none items-center justify-center gap-2 px-3 py-0.5 text-12 font-medium forced-colors:border-b",
        TONE_SOFT[tone],
      )}
    >
      {icon}
      <span>{children}</span>
      {action}
    </div>
  );
}

export interface CalloutProps extends BannerProps {
  readonly title?: string | undefined;
}

/** The same message inside a pane or a form, with room for a title. */
export function Callout({ tone, icon, title, action, children }: CalloutProps) {
  return (
    <div
      className={classNames(
        "flex items-start gap-2.5 rounded-pane px-3 py-2.5 text-13 forced-colors:border",
        TONE_SOFT[tone],
      )}
    >
      {icon && <span className="flex pt-0.5">{icon}</span>}
      <div className="min-w-0 grow">
        {title !== undefined && <p className="font-semibold">{title}</p>}
        <div>{children}</div>
      </div>
      {action}
    </div>
  );
}
