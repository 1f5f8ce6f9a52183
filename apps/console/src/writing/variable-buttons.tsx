import { QUICK_REPLY_VARIABLES } from "@circuito/protocol/writing-text";
import { Button } from "@circuito/ui";
import type { RefObject } from "react";

interface VariableButtonsProps {
  readonly label: string;
  /** Where they go: behind what is selected there. */
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly onWrite: (text: string) => void;
}

/** What prepared words may name, each a press away from where one writes. */
export function VariableButtons({ label, box, text, onWrite }: VariableButtonsProps) {
  function insert(variable: string) {
    const at = box.current?.selectionEnd ?? text.length;
    onWrite(`${text.slice(0, at)}{{${variable}}}${text.slice(at)}`);
    box.current?.focus();
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <span className="me-1 text-12 text-fg-2">{label}</span>
      {QUICK_REPLY_VARIABLES.map((variable) => (
        <Button key={variable} size="small" onPress={() => insert(variable)}>
          {variable}
        </Button>
      ))}
    </div>
  );
}
