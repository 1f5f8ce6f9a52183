import { useEffect, useRef, useState } from "react";
import type { MailboxTestEvent } from "../../api/mailbox-setup.ts";
import { ApiError } from "../../api/request.ts";
import { channelErrorText } from "../channel-error.ts";
import { type Mistake, mistakesFromServer } from "../inbox-page/mistakes.ts";
import { type MailboxUnderTest, runMailboxTest } from "./mailbox-test-run.ts";

/** A test of a mailbox as it goes: its steps, how it ended, and why it was not begun. */
export function useMailboxTest() {
  const [events, setEvents] = useState<readonly MailboxTestEvent[]>([]);
  const [isTesting, setTesting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [refused, setRefused] = useState<Readonly<Record<string, Mistake>>>({});
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  /** What was tried is not what stands there now. */
  function forget(): void {
    abort.current?.abort();
    setEvents([]);
    setProblem(null);
    setRefused({});
  }

  async function run(mailbox: MailboxUnderTest): Promise<void> {
    forget();
    const mine = new AbortController();
    abort.current = mine;
    setTesting(true);
    try {
      await runMailboxTest(
        mailbox,
        (event) => {
          if (!mine.signal.aborted) setEvents((held) => [...held, event]);
        },
        mine.signal,
      );
    } catch (error) {
      if (mine.signal.aborted) return;
      setProblem(channelErrorText(error));
      setRefused(error instanceof ApiError ? mistakesFromServer(error.details) : {});
    } finally {
      if (abort.current === mine) setTesting(false);
    }
  }

  return {
    events,
    outcome: events.findLast((event) => event.kind === "finished")?.outcome,
    isTesting,
    problem,
    /** Settings by name that the server did not take. */
    refused,
    run,
    forget,
  };
}
