import { IconButton, Menu } from "@circuito/ui";
import {
  Bold,
  Eye,
  Italic,
  Link,
  List,
  ListOrdered,
  type LucideIcon,
  Strikethrough,
  Type,
} from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { keyCaps } from "../shell/shortcuts.ts";
import { keyOfMark, type WordMark } from "../writing/word-marks.ts";

const ICONS: Readonly<Record<WordMark, LucideIcon>> = {
  bold: Bold,
  italic: Italic,
  strike: Strikethrough,
  link: Link,
  bullets: List,
  steps: ListOrdered,
};

interface FormatMenuProps {
  readonly marks: readonly WordMark[];
  readonly onMark: (mark: WordMark) => void;
  /** Shows what the customer will see; absent where the words are short and look as they are. */
  readonly onLook?: (() => void) | undefined;
}

/** What can be made of the words: each with its key, so that the menu teaches it. */
export function FormatMenu({ marks, onMark, onLook }: FormatMenuProps) {
  const t = useT();
  return (
    <Menu
      label={t("composer.format")}
      placement="top start"
      trigger={<IconButton label={t("composer.format")} icon={<Type />} />}
      entries={[
        ...marks.map((mark) => {
          const Icon = ICONS[mark];
          const id = keyOfMark(mark);
          return {
            kind: "item" as const,
            id: mark,
            label: t(`composer.mark.${mark}`),
            icon: <Icon />,
            keys: id && keyCaps(id),
          };
        }),
        ...(onLook === undefined
          ? []
          : [
              { kind: "separator" as const, id: "look-line" },
              { kind: "item" as const, id: "look", label: t("composer.look"), icon: <Eye /> },
            ]),
      ]}
      onAction={(id) => {
        const mark = marks.find((one) => one === id);
        if (mark === undefined) onLook?.();
        else onMark(mark);
      }}
    />
  );
}
