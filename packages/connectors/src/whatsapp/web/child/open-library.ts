import type wweb from "whatsapp-web.js";
import type { LaunchOptions, WaCallName, WaCalls, WaEvent } from "../wa-session.ts";
import { answerCall } from "./answer-call.ts";
import { tellBrowserEvents, tellClientEvents } from "./client-events.ts";
import { createClient } from "./launch-client.ts";

export interface Library {
  launch(options: LaunchOptions): Promise<void>;
  call(name: WaCallName, args: WaCalls[WaCallName]["args"]): Promise<unknown>;
  /** Closes the browser so that its profile is whole on disk. Twice is fine. */
  close(): Promise<void>;
}

/** The library's client and its browser, from launch to close. */
export function openLibrary(tell: (event: WaEvent) => void): Library {
  let client: InstanceType<typeof wweb.Client> | undefined;
  let isClosing = false;
  // What is said of a browser that is being closed is no news.
  const tellOpen = (event: WaEvent) => {
    if (!isClosing) tell(event);
  };

  async function close(): Promise<void> {
    isClosing = true;
    await client?.destroy();
  }

  return {
    async launch(options) {
      client = await createClient(options, {
        browserRuns: (one) => tellBrowserEvents(one, tellOpen),
      });
      tellClientEvents(client, tellOpen);
      await client.initialize();
    },
    async call(name, args) {
      if (name === "close") return close();
      if (!client) throw new Error("there is no browser yet");
      if (name === "logOut") isClosing = true;
      return answerCall(client, name, args);
    },
    close,
  };
}
