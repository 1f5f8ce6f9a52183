import { watchForRefusal } from "@circuito/ui";
import { type ReactNode, useState } from "react";
import { LeaveQuestion } from "./leave-question.tsx";
import { useUnsaved } from "./unsaved.ts";

export interface Closing {
  /** Of the dialog's Esc, its cross and a press outside. */
  readonly close: () => void;
  /** To be drawn in the dialog: what is asked before something typed is gone. */
  readonly question: ReactNode;
}

/**
 * Of a dialog in which something is made: closed with something not kept it asks first, and so does
 * whoever leaves the page.
 * @param held what stands in it now
 * @param save resolves to whether it is kept; if it is, it closes by itself
 */
export function useClosing(
  held: object,
  save: () => Promise<boolean>,
  onClose: () => void,
): Closing {
  const [start] = useState(held);
  const [isAsking, setAsking] = useState(false);
  const isDirty = JSON.stringify(held) !== JSON.stringify(start);
  useUnsaved(isDirty, { save, discard: onClose });
  return {
    close: () => (isDirty ? setAsking(true) : onClose()),
    question: isAsking && (
      <LeaveQuestion
        onStay={() => setAsking(false)}
        onDiscard={onClose}
        onSave={async () => {
          if (await save()) return;
          setAsking(false);
          watchForRefusal();
        }}
      />
    ),
  };
}
