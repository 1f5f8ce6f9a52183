import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import { classNames } from "./class-names.ts";

export interface TextButtonProps {
  readonly onPress: () => void;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** Words or a number that lead to what is behind them: also within a table's cell. */
export function TextButton({ onPress, children, className }: TextButtonProps) {
  return (
    <Button
      onPress={onPress}
      className={classNames(
        "ring-focus cursor-default rounded-sm data-hovered:underline",
        className,
      )}
    >
      {children}
    </Button>
  );
}
