import { Disclosure, type DisclosureProps, IconButton } from "@circuito/ui";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { prefer, usePreferences } from "../workspace/preferences.ts";
import { useUi } from "../workspace/ui-state.ts";
import { type ContextSectionId, moveSection, openSections } from "./context-order.ts";

interface ContextDisclosureProps extends Pick<DisclosureProps, "title" | "count" | "children"> {
  readonly id: ContextSectionId;
}

/** A section beside the conversation: stays open or closed, and where somebody put it. */
export function ContextDisclosure({ id, ...rest }: ContextDisclosureProps) {
  const t = useT();
  const isArranging = useUi((ui) => ui.isArrangingContext);
  const { contextOrder, contextClosed } = usePreferences();
  const move = (by: -1 | 1) => prefer({ contextOrder: moveSection(contextOrder, id, by) });
  return (
    <Disclosure
      {...rest}
      isExpanded={!contextClosed.includes(id)}
      onExpandedChange={(isOpen) =>
        prefer({ contextClosed: openSections(contextClosed, id, isOpen) })
      }
      actions={
        isArranging && (
          <>
            <IconButton
              size="tiny"
              label={t("context.moveUp", { section: rest.title })}
              icon={<ArrowUp />}
              onPress={() => move(-1)}
            />
            <IconButton
              size="tiny"
              label={t("context.moveDown", { section: rest.title })}
              icon={<ArrowDown />}
              onPress={() => move(1)}
            />
          </>
        )
      }
    />
  );
}
