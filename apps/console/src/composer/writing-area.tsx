import { TextArea, type TextAreaProps } from "@circuito/ui";
import { focusSoon } from "../workspace/panes.ts";
import { chooseRoom, useUi } from "../workspace/ui-state.ts";

interface WritingAreaProps {
  readonly conversationId: string;
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  /** Enter alone sends; otherwise it is a new line and Ctrl+Enter sends. */
  readonly enterSends: boolean;
  readonly onChange: (text: string) => void;
  readonly onSend: () => void;
  readonly onSendAndResolve?: () => void;
}

/** The text box of a room and the keys that work in it. */
export function WritingArea(props: WritingAreaProps) {
  const { conversationId, label, placeholder, value, enterSends, onChange, onSend } = props;

  function onKeyDown(event: KeyDown) {
    // The primitives keep keys to themselves unless told: Esc and Ctrl+K are everybody's.
    if (!takes(event)) event.continuePropagation();
  }

  /** Whether the key meant something here. */
  function takes(event: KeyDown): boolean {
    if (event.nativeEvent.isComposing) return false;
    if (event.key === "F2") {
      event.preventDefault();
      const room = useUi.getState().rooms[conversationId] ?? "reply";
      chooseRoom(conversationId, room === "reply" ? "note" : "reply");
      focusSoon("composer");
      return true;
    }
    if (event.key !== "Enter" || event.altKey) return false;
    const mod = event.ctrlKey || event.metaKey;
    if (mod && event.shiftKey && props.onSendAndResolve !== undefined) {
      event.preventDefault();
      props.onSendAndResolve();
      return true;
    }
    if (!mod && (!enterSends || event.shiftKey)) return false;
    event.preventDefault();
    onSend();
    return true;
  }

  return (
    <TextArea
      label={label}
      isLabelHidden
      placeholder={placeholder}
      variant="bare"
      minRows={2}
      maxRows={10}
      maxLength={TEXT_LENGTH_MAX}
      value={value}
      onChange={onChange}
      onKeyDown={onKeyDown}
    />
  );
}

type KeyDown = Parameters<NonNullable<TextAreaProps["onKeyDown"]>>[0];

/** The protocol's limit; a channel's own is applied when sending. */
const TEXT_LENGTH_MAX = 65_536;
