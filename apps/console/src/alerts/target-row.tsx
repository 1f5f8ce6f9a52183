import { IconButton } from "@circuito/ui";
import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "../i18n/translate.ts";

interface TargetRowProps {
  readonly onRemove: () => void;
  /** Its fields. */
  readonly children: ReactNode;
}

/** One of those who are told something, and the way off the list. */
export function TargetRow({ onRemove, children }: TargetRowProps) {
  const t = useT();
  return (
    <li className="flex items-start gap-2">
      {children}
      <span className="pt-6">
        <IconButton label={t("alerts.removeTarget")} icon={<Trash2 />} onPress={onRemove} />
      </span>
    </li>
  );
}
