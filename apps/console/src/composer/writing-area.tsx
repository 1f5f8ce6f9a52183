import type { ConversationView } from "@circuito/protocol";
import { TextArea, type TextAreaProps } from "@circuito/ui";
import { type ReactNode, type Ref, Suspense, useImperativeHandle, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useT } from "../i18n/translate.ts";
import { pressed } from "../shell/shortcuts.ts";
import { focusSoon, PANE_IDS } from "../workspace/panes.ts";
import { chooseRoom, useUi } from "../workspace/ui-state.ts";
import { findTrigger, replaceTrigger, type TriggerKind } from "../writing/find-trigger.ts";
import type { Chosen, SuggestionKeys } from "../writing/suggestions.tsx";
import { markOfKey, markWords, type WordMark } from "../writing/word-marks.ts";
import { Suggestions } from "../writing/writing-parts.ts";

interface WritingAreaProps {
  readonly conversation: ConversationView;
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  /** Enter alone sends; otherwise it is a new line and Ctrl+Enter sends. */
  readonly enterSends: boolean;
  /** Signs that open a list: `/` quick replies, `@` colleagues, `:` emoji, `#` articles. */
  readonly finds: readonly TriggerKind[];
  /** What keys may make of the words; none where the customer would see the signs. */
  readonly marks?: readonly WordMark[];
  readonly onChange: (text: string, chosen?: Chosen) => void;
  /** @param text given where it is newer than what was drawn */
  readonly onSend: (text?: string) => void;
  readonly onSendAndResolve?: () => void;
  readonly handle?: Ref<WritingHandle>;
}

export interface WritingHandle {
  /** Puts a sign where the caret is, as if it had been typed: its list opens. */
  readonly begin: (sign: TriggerKind) => void;
  /** Marks what is selected. */
  readonly mark: (mark: WordMark) => void;
}

/** The text box of a room, the keys that work in it, and the list that a sign opens over it. */
export function WritingArea(props: WritingAreaProps) {
  const { conversation, label, placeholder, value, enterSends, finds, onChange, onSend } = props;
  const t = useT();
  const box = useRef<HTMLTextAreaElement>(null);
  const keys = useRef<SuggestionKeys>(null);
  const [caret, setCaret] = useState<number | null>(null);
  /** Where a list was closed by hand: it stays closed for this word. */
  const [closedAt, setClosedAt] = useState<number | null>(null);
  const [shown, setShown] = useState<{ listId: string; activeId?: string }>();
  /** Where a list was asked for by its button: it opens before anything is typed. */
  const [askedAt, setAskedAt] = useState<number | null>(null);
  const found = caret === null ? null : findTrigger(value, caret, finds, askedAt);
  const trigger = found === null || found.from === closedAt ? null : found;

  useImperativeHandle(props.handle, () => ({
    begin(sign) {
      const at = box.current?.selectionEnd ?? value.length;
      const space = at === 0 || /\s/u.test(value[at - 1] ?? "") ? "" : " ";
      const put = `${space}${sign}`;
      onChange(value.slice(0, at) + put + value.slice(at));
      setClosedAt(null);
      setAskedAt(at + space.length);
      placeCaret(at + put.length);
    },
    mark,
  }));

  function mark(wanted: WordMark) {
    if (box.current === null) return;
    const { selectionStart: from, selectionEnd: to } = box.current;
    const after = markWords({ text: value, from, to }, wanted, t("composer.markedWords"));
    onChange(after.text);
    setCaret(null);
    select(after.from, after.to);
  }

  function placeCaret(at: number) {
    setCaret(at);
    select(at, at);
  }

  function select(from: number, to: number) {
    box.current?.focus();
    // When React has put the text in: the caret would go to its end.
    requestAnimationFrame(() => box.current?.setSelectionRange(from, to));
  }

  function onKeyDown(event: KeyDown) {
    // The primitives keep keys to themselves unless told: Esc and Ctrl+K are everybody's.
    if (!takes(event)) event.continuePropagation();
  }

  /** Whether the key meant something here. */
  function takes(event: KeyDown): boolean {
    if (event.nativeEvent.isComposing) return false;
    const mod = event.ctrlKey || event.metaKey;
    if (trigger !== null && takesForList(event, mod)) {
      event.preventDefault();
      return true;
    }
    if (event.key === "F2") {
      event.preventDefault();
      const room = useUi.getState().rooms[conversation.id] ?? "reply";
      chooseRoom(conversation.id, room === "reply" ? "note" : "reply");
      focusSoon("composer");
      return true;
    }
    const marked = mod ? markOfKey(pressed(event.nativeEvent), props.marks ?? []) : undefined;
    if (marked !== undefined) {
      event.preventDefault();
      mark(marked);
      return true;
    }
    if (event.key !== "Enter" || event.altKey) return false;
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

  function takesForList(event: KeyDown, mod: boolean): boolean {
    if (event.key === "Escape") {
      setClosedAt(trigger?.from ?? null);
      return true;
    }
    if (event.shiftKey || event.altKey) return false;
    // While the list is on its way, Enter must not send what was only typed to find something.
    if (keys.current === null) {
      return event.key === "Enter" && (trigger?.kind === "/" || trigger?.kind === "#");
    }
    return keys.current.press(event.key, mod);
  }

  function take(chosen: Chosen) {
    if (trigger === null) return;
    const after = replaceTrigger(value, trigger, chosen.text);
    onChange(after.text, chosen);
    setCaret(null);
    setAskedAt(null);
    if (chosen.sends) return onSend(after.text);
    placeCaret(after.caret);
  }

  return (
    <>
      {trigger !== null && (
        <OverComposer>
          <Suggestions
            key={trigger.kind}
            trigger={trigger}
            conversation={conversation}
            keysRef={keys}
            onChoose={take}
            onShow={setShown}
          />
        </OverComposer>
      )}
      <TextArea
        label={label}
        isLabelHidden
        placeholder={placeholder}
        variant="bare"
        minRows={2}
        maxRows={10}
        maxLength={TEXT_LENGTH_MAX}
        value={value}
        textAreaRef={box}
        suggests={trigger === null ? undefined : shown}
        onChange={(text) => {
          onChange(text);
          setCaret(box.current?.selectionEnd ?? null);
          if (findTrigger(text, box.current?.selectionEnd ?? 0, finds) === null) setClosedAt(null);
          if (askedAt !== null && !finds.some((sign) => sign === text[askedAt])) setAskedAt(null);
        }}
        onSelect={() => setCaret((held) => (held === null ? held : caretOf(box.current)))}
        onBlur={() => setCaret(null)}
        onKeyDown={onKeyDown}
      />
    </>
  );
}

/** Above the whole composer: what scrolls in it would cut it off. */
function OverComposer({ children }: { readonly children: ReactNode }) {
  const composer = document.getElementById(PANE_IDS.composer);
  if (composer === null) return null;
  return createPortal(
    <div className="absolute inset-x-3 bottom-full z-20 pb-1">
      <Suspense>{children}</Suspense>
    </div>,
    composer,
  );
}

/** Nothing is looked for while a stretch of text is selected. */
function caretOf(box: HTMLTextAreaElement | null): number | null {
  return box !== null && box.selectionStart === box.selectionEnd ? box.selectionEnd : null;
}

type KeyDown = Parameters<NonNullable<TextAreaProps["onKeyDown"]>>[0];

/** The protocol's limit; a channel's own is applied when sending. */
const TEXT_LENGTH_MAX = 65_536;
