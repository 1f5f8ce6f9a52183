import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { mustAnswer, preChatNow } from "../pre-chat/pre-chat-now.ts";
import { Announcer } from "./announcer.tsx";
import { Composer } from "./composer.tsx";
import { Header } from "./header.tsx";
import { Notices } from "./notices.tsx";
import { RefusedNotice } from "./refused-notice.tsx";
import { Transcript } from "./transcript.tsx";
import type { View } from "./view.ts";

export function App({ view }: { view: View }): JSX.Element {
  const { state, embedded, actions } = view;
  useEffect(() => {
    // Inner layers stop the key before it gets here.
    const leave = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && embedded) actions.close();
    };
    document.addEventListener("keydown", leave);
    return () => document.removeEventListener("keydown", leave);
  }, [embedded, actions]);
  return (
    <>
      <Header view={view} />
      <main>
        {state.refusal && state.threads.length === 0 ? (
          <RefusedNotice view={view} refusal={state.refusal} />
        ) : (
          <>
            <Notices view={view} />
            <Transcript view={view} />
            {!mustAnswer(preChatNow(state, view.introduction)) && (
              <Composer key={view.visitor} view={view} />
            )}
          </>
        )}
      </main>
      <Announcer view={view} />
    </>
  );
}
