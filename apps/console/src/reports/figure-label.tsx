import type { FigureId } from "@circuito/protocol/figure-text";
import { IconButton, Popover } from "@circuito/ui";
import { Info } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { figureDefinition, figureName } from "./figure-format.ts";

/** A figure's name with what it means behind it: a number without its definition is an opinion. */
export function FigureLabel({ id }: { readonly id: FigureId }) {
  const t = useT();
  const name = figureName(id);
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <span className="min-w-0 truncate" title={name}>
        {name}
      </span>
      <Popover
        label={name}
        trigger={<IconButton label={t("report.meaning", { name })} icon={<Info />} size="small" />}
      >
        <div className="flex max-w-xs flex-col gap-1 p-3">
          <p className="text-13 font-medium">{name}</p>
          <p className="text-13 text-fg-2">{figureDefinition(id)}</p>
        </div>
      </Popover>
    </span>
  );
}
