import type { JSX } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import { REASONS_LENGTH_MAX, REASONS_WITHIN_MS } from "../limits.ts";
import type { OpenCard } from "../rows.ts";
import type { View } from "./view.ts";

interface Props {
  readonly view: View;
  readonly card: OpenCard;
  /** Puts the focus where it makes sense once the card is gone. */
  readonly leave: () => void;
  /** Nobody wants to answer any more. */
  readonly close: () => void;
}

/** A question of the house once it is over: whether it is solved, how it was, or why. */
export function AskCard({ view, card, leave, close }: Props): JSX.Element {
  const id = useId();
  const { choices = [] } = card;
  const answer = (text: string, choice?: string): void => {
    if (view.chat.write(text, choice)) leave();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is of a form, and buttons need none
    <div class="intro card" role="group" aria-labelledby={id}>
      <h2 id={id}>{card.text}</h2>
      {card.asks === "score" && <Scale choices={choices} answer={answer} />}
      {card.asks === "solved" && (
        <div class="choices">
          {choices.map((choice) => (
            <button key={choice.id} type="button" onClick={() => answer(choice.title, choice.id)}>
              {choice.title}
            </button>
          ))}
        </div>
      )}
      {card.asks === "reasons" && (
        <Reasons
          {...{ card, answer, close }}
          words={view.words}
          labelledBy={id}
          skip={() => {
            close();
            leave();
          }}
        />
      )}
    </div>
  );
}

/** One row of scores, or two where one would be too narrow for a thumb. */
const ROW_MAX = 7;

function Scale({
  choices,
  answer,
}: {
  choices: NonNullable<OpenCard["choices"]>;
  answer: (text: string, choice: string) => void;
}): JSX.Element {
  const count = choices.length;
  const columns = count > ROW_MAX ? Math.ceil(count / 2) : count;
  const ends = choices.filter(({ description }) => description);
  return (
    <>
      <div class="scale" style={{ "--columns": columns }}>
        {choices.map(({ id, title, description }) => (
          <button
            key={id}
            type="button"
            aria-label={description && `${title}, ${description}`}
            onClick={() => answer(title, id)}
          >
            {title}
          </button>
        ))}
      </div>
      <p class="ends" aria-hidden="true">
        {ends.map(({ title, description }) => (
          <span key={title}>{`${title} = ${description}`}</span>
        ))}
      </p>
    </>
  );
}

/** Room for the reasons, as long as they are waited for; whoever has none goes on. */
function Reasons({
  card,
  words,
  labelledBy,
  answer,
  skip,
  close,
}: Pick<Props, "card" | "close"> & {
  words: View["words"];
  labelledBy: string;
  answer: (text: string) => void;
  skip: () => void;
}): JSX.Element {
  const [text, setText] = useState("");
  useEffect(() => {
    const left = new Date(card.at).getTime() + REASONS_WITHIN_MS - Date.now();
    const timer = setTimeout(close, Math.max(0, left));
    return () => clearTimeout(timer);
  }, [card.key]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) answer(text.trim());
      }}
    >
      <textarea
        rows={3}
        maxLength={REASONS_LENGTH_MAX}
        aria-labelledby={labelledBy}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="buttons">
        <button type="button" class="plain" onClick={skip}>
          {words.skip}
        </button>
        <button type="submit" class="primary" aria-disabled={!text.trim()}>
          {words.answer}
        </button>
      </div>
    </form>
  );
}
