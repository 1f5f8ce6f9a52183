import type { ReactNode } from "react";
import type { SwitchProps as AriaSwitchProps } from "react-aria-components";
import { Switch as AriaSwitch } from "react-aria-components";

export interface SwitchProps extends Omit<AriaSwitchProps, "children" | "className" | "style"> {
  readonly children: ReactNode;
  readonly description?: ReactNode;
}

/** On or off, at once: a setting that needs no "save". */
export function Switch({ children, description, ...rest }: SwitchProps) {
  return (
    <AriaSwitch
      {...rest}
      className="group flex min-h-7 cursor-default items-start gap-2.5 py-1 text-13 data-disabled:text-fg-3 pointer-coarse:min-h-11"
    >
      <span
        aria-hidden="true"
        className="fade-colors mt-px flex h-[1.125rem] w-8 flex-none items-center rounded-full border border-line-control bg-muted px-0.5 group-data-disabled:border-line group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-focus group-data-selected:border-accent group-data-selected:bg-accent forced-colors:group-data-selected:bg-[Highlight]"
      >
        <span className="size-3 rounded-full bg-line-control transition-transform duration-120 ease-swift group-data-disabled:bg-line group-data-selected:translate-x-3.5 group-data-selected:bg-on-accent motion-reduce:transition-none forced-colors:bg-[ButtonText]" />
      </span>
      <span className="flex flex-col">
        {children}
        {description !== undefined && <span className="text-12 text-fg-2">{description}</span>}
      </span>
    </AriaSwitch>
  );
}
