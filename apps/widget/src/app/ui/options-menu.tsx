import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Theme } from "../../shared/bridge-messages.ts";
import type { Locale } from "../words.ts";
import { Icon } from "./icon.tsx";
import type { View } from "./view.ts";

const LANGUAGES: readonly (readonly [Locale, string])[] = [
  ["pt-BR", "Português"],
  ["en", "English"],
  ["es", "Español"],
];
const THEMES: readonly Theme[] = ["auto", "light", "dark"];

export function OptionsMenu({ view, close }: { view: View; close: () => void }): JSX.Element {
  const { words, locale, theme, durable, actions } = view;
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <div class="menu">
      <button
        ref={first}
        type="button"
        onClick={() => {
          close();
          actions.setIntroduction("asked");
        }}
      >
        <Icon name="user" />
        {words.aboutYou}
      </button>
      <label>
        {words.language}
        <select
          value={locale}
          onChange={(event) => {
            const chosen = LANGUAGES.find(([code]) => code === event.currentTarget.value);
            if (chosen) actions.setLocale(chosen[0]);
          }}
        >
          {LANGUAGES.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.theme}
        <select
          value={theme}
          onChange={(event) => {
            const chosen = THEMES.find((one) => one === event.currentTarget.value);
            if (chosen) actions.setTheme(chosen);
          }}
        >
          {THEMES.map((one) => (
            <option key={one} value={one}>
              {words.themes[one]}
            </option>
          ))}
        </select>
      </label>
      {!durable && <p>{words.notKept}</p>}
    </div>
  );
}
