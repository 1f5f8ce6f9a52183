import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { TEXT_LENGTH_MAX } from "../limits.ts";
import { Icon } from "./icon.tsx";
import { refusalText } from "./refused-notice.tsx";
import type { View } from "./view.ts";

const DRAFT_KEY = "circuito:draft";

export function Composer({ view }: { view: View }): JSX.Element {
  const { words, chat, open, state } = view;
  const [text, setText] = useState(readDraft);
  const [full, setFull] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (open && view.introduction !== "asked") field.current?.focus();
  }, [open, view.introduction]);
  useLayoutEffect(() => fitHeight(field.current, text), [text]);
  useEffect(() => keepDraft(text), [text]);

  const tooLong = text.length > TEXT_LENGTH_MAX;
  // Zero-width characters alone are nothing to read either.
  const isEmpty = text.replace(/[\s\u200b-\u200f\u2060\ufeff]/g, "") === "";
  const send = (): void => {
    if (tooLong || isEmpty) return;
    const taken = chat.write(text.trim());
    setFull(!taken);
    if (taken) setText("");
    field.current?.focus();
  };
  const number = (value: number): string => value.toLocaleString(words.locale);
  const problem = composerProblem();
  function composerProblem(): string | null {
    if (tooLong) return words.tooLong(number(text.length), number(TEXT_LENGTH_MAX));
    if (full) return words.outboxFull;
    return state.refusal ? refusalText(view, state.refusal) : null;
  }
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {problem && (
        <p class="problem" id="composer-problem" role="alert">
          {problem}
          {state.refusal && (
            <button type="button" class="link" onClick={() => chat.connect()}>
              {words.retry}
            </button>
          )}
        </p>
      )}
      <div class="field">
        <textarea
          ref={field}
          rows={1}
          value={text}
          placeholder={words.write}
          aria-label={words.write}
          aria-invalid={tooLong}
          aria-describedby={problem ? "composer-problem" : undefined}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setFull(false);
            if (event.currentTarget.value) chat.typing();
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            // On a phone Enter is the only way to a new line, and the button is under the thumb.
            if (matchMedia("(pointer: coarse)").matches) return;
            event.preventDefault();
            send();
          }}
        />
        <button
          type="submit"
          class="send"
          aria-label={words.send}
          title={words.send}
          aria-disabled={isEmpty || tooLong}
        >
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

/** For browsers without `field-sizing`; the style sheet sets the bounds. */
function fitHeight(field: HTMLTextAreaElement | null, text: string): void {
  if (!field || CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  if (text) field.style.height = `${field.scrollHeight}px`;
}

function readDraft(): string {
  try {
    return sessionStorage.getItem(DRAFT_KEY) ?? "";
  } catch {
    return "";
  }
}

export function forgetDraft(): void {
  keepDraft("");
}

function keepDraft(text: string): void {
  try {
    sessionStorage.setItem(DRAFT_KEY, text);
  } catch {
    // Storage is blocked: the draft lives as long as the page.
  }
}
