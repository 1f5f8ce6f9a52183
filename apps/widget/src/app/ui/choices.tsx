import type { ChatMessage } from "@circuito/protocol";
import type { JSX } from "preact";
import type { View } from "./view.ts";

interface Props {
  readonly view: View;
  readonly choices: NonNullable<ChatMessage["choices"]>;
  /** Puts the focus where it makes sense once the buttons are gone. */
  readonly leave: () => void;
}

/** What may be answered with one press. Gone once anything was written: it answers the newest only. */
export function Choices({ view, choices, leave }: Props): JSX.Element {
  const { words, chat } = view;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is of a form, and there is none
    <div class="choices" role="group" aria-label={words.choose}>
      {choices.map(({ id, title, description }) => (
        <button
          key={id}
          type="button"
          onClick={() => {
            if (chat.write(title, id)) leave();
          }}
        >
          {title}
          {description && <small>{description}</small>}
        </button>
      ))}
    </div>
  );
}
