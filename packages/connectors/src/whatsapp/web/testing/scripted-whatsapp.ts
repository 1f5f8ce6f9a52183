import type {
  LaunchOptions,
  LaunchSession,
  RawMessage,
  WaCallName,
  WaCalls,
  WaChat,
  WaEvent,
  WaSession,
} from "../wa-session.ts";

type Script = {
  [Name in WaCallName]?: (
    args: WaCalls[Name]["args"],
  ) => WaCalls[Name]["result"] | Promise<WaCalls[Name]["result"]>;
};

/** What stands for the process with the browser: it answers by a script, and tells what it is told to. */
export class ScriptedWhatsapp {
  readonly launches: LaunchOptions[] = [];
  readonly calls: { readonly name: WaCallName; readonly args: unknown }[] = [];
  readonly script: Script = {};
  /** Chats and their messages, newest last, as the page has them. */
  readonly chats = new Map<string, RawMessage[]>();
  memory = 0;
  killed = 0;
  #tell: (event: WaEvent) => void = () => {};

  readonly launch: LaunchSession = (options, tell): WaSession => {
    this.launches.push(options);
    this.#tell = tell;
    return {
      call: async (name, args) => {
        this.calls.push({ name, args });
        return this.#answer(name, args);
      },
      memoryBytes: async () => this.memory,
      kill: async () => void this.killed++,
    };
  };

  tell(...events: readonly WaEvent[]): void {
    for (const event of events) this.#tell(event);
  }

  /** As of a profile that is paired. */
  becomeReady(): void {
    this.tell(
      { kind: "browser", pid: undefined },
      { kind: "authenticated" },
      {
        kind: "ready",
        account: { wid: "12025550100@c.us", lid: "100000000000100@lid", name: "Loja" },
      },
    );
  }

  named(name: WaCallName): unknown[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.args);
  }

  async #answer<Name extends WaCallName>(
    name: Name,
    args: WaCalls[Name]["args"],
  ): Promise<WaCalls[Name]["result"]> {
    const answer = this.script[name] ?? this.#defaults[name];
    return answer?.(args);
  }

  readonly #defaults: Script = {
    state: () => "CONNECTED",
    isSynced: () => true,
    chats: ({ since }) => this.#chatsSince(since),
    messages: ({ chat, limit }) => (this.chats.get(chat) ?? []).slice(-limit),
    syncHistory: () => false,
    lidAndPhone: () => ({}),
    numberId: ({ digits }) => `${digits}@c.us`,
  };

  #chatsSince(since: number): readonly WaChat[] {
    return [...this.chats]
      .map(([wid, messages]) => ({
        wid,
        timestamp: Math.max(...messages.map((raw) => secondsOf(raw))),
      }))
      .filter(({ timestamp }) => timestamp >= since);
  }
}

function secondsOf(raw: RawMessage): number {
  return typeof raw === "object" && raw !== null && "t" in raw ? Number(raw.t) : 0;
}
