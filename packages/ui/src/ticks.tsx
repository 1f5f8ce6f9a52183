import { Check, CheckCheck, CircleAlert, Clock, CloudUpload } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** How far an outbound message has come. A channel without receipts stops earlier; none is faked. */
export type DeliveryMark = "queued" | "sending" | "sent" | "delivered" | "read" | "failed";

export interface TicksProps {
  readonly status: DeliveryMark;
  /** The same in words: "Entregue". Always read; seen too when failed or asked for. */
  readonly label: string;
  readonly isLabelShown?: boolean;
}

const ICONS: Readonly<Record<DeliveryMark, ReactNode>> = {
  queued: <Clock aria-hidden="true" />,
  sending: <CloudUpload aria-hidden="true" />,
  sent: <Check aria-hidden="true" />,
  delivered: <CheckCheck aria-hidden="true" />,
  read: <CheckCheck aria-hidden="true" />,
  failed: <CircleAlert aria-hidden="true" />,
};

/** Delivery state of a message: an icon and, for everyone who needs them, words. */
export function Ticks({ status, label, isLabelShown = status === "failed" }: TicksProps) {
  return (
    <span
      title={label}
      className={classNames(
        "inline-flex items-center gap-1 text-12 [&>svg]:size-3.5",
        status === "failed" && "font-medium text-danger-text",
        status === "read" && "text-accent-text",
        status !== "failed" && status !== "read" && "text-fg-3",
      )}
    >
      {ICONS[status]}
      <span className={isLabelShown ? undefined : "sr-only"}>{label}</span>
    </span>
  );
}
