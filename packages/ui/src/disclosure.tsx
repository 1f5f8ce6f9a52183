import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import {
  Disclosure as AriaDisclosure,
  DisclosurePanel as AriaDisclosurePanel,
  Button,
  Heading,
} from "react-aria-components";

export interface DisclosureProps {
  readonly title: string;
  readonly count?: number | undefined;
  readonly defaultExpanded?: boolean;
  /** Where whoever draws it keeps that. */
  readonly isExpanded?: boolean;
  /** For what is fetched only once it is seen. */
  readonly onExpandedChange?: ((isExpanded: boolean) => void) | undefined;
  /** Small icon buttons at the end of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A section of the context pane that opens and closes. */
export function Disclosure(props: DisclosureProps) {
  const { title, count, defaultExpanded = true, isExpanded, actions, children } = props;
  const { onExpandedChange } = props;
  return (
    <AriaDisclosure
      {...(isExpanded === undefined ? { defaultExpanded } : { isExpanded })}
      {...(onExpandedChange && { onExpandedChange })}
      className="group/section border-b border-line-subtle px-4 py-2"
    >
      <div className="flex items-center">
        <Heading level={3} className="min-w-0 grow">
          <Button
            slot="trigger"
            className="ring-focus flex h-7 w-full cursor-default items-center gap-1.5 rounded-row text-13 font-semibold text-fg"
          >
            <ChevronRight
              aria-hidden="true"
              className="-ml-0.5 size-3.5 text-fg-3 transition-transform duration-120 ease-swift group-data-expanded/section:rotate-90 motion-reduce:transition-none"
            />
            <span className="truncate">{title}</span>
            {count !== undefined && (
              <span className="text-12 font-regular tabular-nums text-fg-3">{count}</span>
            )}
          </Button>
        </Heading>
        {actions}
      </div>
      <AriaDisclosurePanel className="text-13">
        <div className="pt-1 pb-2">{children}</div>
      </AriaDisclosurePanel>
    </AriaDisclosure>
  );
}

export interface FactListProps {
  readonly facts: readonly {
    readonly id: string;
    readonly term: string;
    readonly value: ReactNode;
  }[];
}

/** Term and value in two columns: what a contact or a channel is made of. */
export function FactList({ facts }: FactListProps) {
  return (
    <dl className="grid grid-cols-[minmax(5rem,auto)_1fr] gap-x-3 gap-y-1.5">
      {facts.map((fact) => (
        <div key={fact.id} className="contents">
          <dt className="text-fg-2">{fact.term}</dt>
          <dd className="min-w-0 break-words">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
