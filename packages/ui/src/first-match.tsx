import { useContext, useEffect, useRef } from "react";
import { ComboBoxStateContext, Input, type InputProps, useFilter } from "react-aria-components";

interface FirstMatchInputProps extends InputProps {
  /** The box's own filter, where it has one. */
  readonly matches?: (textValue: string, typed: string) => boolean;
}

/**
 * The text of a combo box whose value is one of its list: while somebody types, the first option that
 * matches has the mark, so that Enter and Tab take it. A key that only moves the caret takes the mark
 * away, so that a screen reader reads letters again.
 */
export function FirstMatchInput({ matches, ...props }: FirstMatchInputProps) {
  const state = useContext(ComboBoxStateContext);
  const { contains } = useFilter({ sensitivity: "base" });
  const isFound = matches ?? contains;
  const isTyping = useRef(false);

  function markFirst(): void {
    if (state === null || !isTyping.current || !state.isOpen || state.inputValue === "") return;
    const { collection, selectionManager, inputValue } = state;
    if (selectionManager.focusedKey !== null) return;
    // The list may still be the whole one: it is narrowed a moment after the text.
    const first = [...collection].find(
      ({ key, textValue }) => isFound(textValue, inputValue) && !selectionManager.isDisabled(key),
    );
    if (first !== undefined) selectionManager.setFocusedKey(first.key);
  }

  // After every render: the primitives take the mark away whenever the text changed. A frame later: what they
  // take away in the same breath is no change, and nothing would be drawn again to set it.
  useEffect(() => {
    const frame = requestAnimationFrame(markFirst);
    return () => cancelAnimationFrame(frame);
  });
  return (
    <Input
      {...props}
      // Before the primitives hear of the key: Enter may be faster than that moment.
      onKeyDownCapture={(event) => {
        if (event.key === "Enter" || event.key === "Tab") markFirst();
        isTyping.current = false;
      }}
      onInput={() => {
        isTyping.current = true;
      }}
    />
  );
}
