import type { ConnectorMemory, Log } from "@circuito/connector";
import { z } from "zod";

const pairs = z.array(z.tuple([z.string(), z.string()])).catch([]);

const ofItself = (id: string): [string, string] => [id, id];

/** What one inbox must know after a restart; of an older build, what can be read of it. */
const memoryShape = z.object({
  /** Everything up to here is in the ledger, s since epoch by WhatsApp's clock. */
  mark: z.number().optional().catch(undefined),
  account: z.string().optional().catch(undefined),
  /** Hidden ids and the digits of their numbers. */
  phonesByLid: pairs,
  /** Digits of a number, and the id that WhatsApp knows it by: never computed (trap 15). */
  widsByPhone: pairs,
  /** Addresses, and the id their chat came with: answers go there. */
  chatsByAddress: pairs,
  firstContacts: z
    .object({ day: z.string(), addresses: z.array(z.string()) })
    .catch({ day: "", addresses: [] }),
  /** Chats in which a message of ours may or may not have been sent. */
  unsettled: z.array(z.object({ chat: z.string(), at: z.number() })).catch([]),
  /**
   * Further files of a message of ours, shown with it and not as messages of their own: their external
   * ids, and that of the first. An older build knew only that they were some.
   */
  furtherFiles: z
    .array(z.union([z.tuple([z.string(), z.string()]), z.string().transform(ofItself)]))
    .catch([]),
  lastWish: z.string().optional().catch(undefined),
  waitsForPerson: z.enum(["by-phone", "by-admin", "nobody-scanned"]).optional().catch(undefined),
});

export type Remembered = z.infer<typeof memoryShape>;

type Fields = Omit<Remembered, "phonesByLid" | "widsByPhone" | "chatsByAddress">;

/** One contact is 30 bytes: written down whole, this is a megabyte and a half. Oldest are forgotten. */
export const PAIRS_MAX = 50_000;

/** The memory of an inbox, read once and written down in the background. */
export class WebMemory {
  readonly #memory: ConnectorMemory;
  readonly #log: Log;
  readonly #everyMs: number;
  #fields: Fields;
  readonly phonesByLid: Map<string, string>;
  readonly widsByPhone: Map<string, string>;
  readonly chatsByAddress: Map<string, string>;
  #isDirty = false;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  private constructor(parsed: Remembered, memory: ConnectorMemory, log: Log, everyMs: number) {
    const { phonesByLid, widsByPhone, chatsByAddress, ...fields } = parsed;
    this.#fields = fields;
    this.phonesByLid = new Map(phonesByLid);
    this.widsByPhone = new Map(widsByPhone);
    this.chatsByAddress = new Map(chatsByAddress);
    this.#memory = memory;
    this.#log = log;
    this.#everyMs = everyMs;
  }

  /** @throws what the store throws: without its memory an inbox would take old messages for new */
  static async load(memory: ConnectorMemory, log: Log, everyMs: number): Promise<WebMemory> {
    const stored = await memory.get();
    return new WebMemory(memoryShape.parse(stored ?? {}), memory, log, everyMs);
  }

  get fields(): Readonly<Fields> {
    return this.#fields;
  }

  /** Written down soon. */
  change(fields: Partial<Fields>): void {
    this.#fields = { ...this.#fields, ...fields };
    this.touch();
  }

  /** One of the maps was changed. */
  touch(): void {
    this.#isDirty = true;
    this.#timer ??= setTimeout(() => this.saveNow(), this.#everyMs);
  }

  /** Begins to write down what was changed; what fails is tried again. */
  saveNow(): void {
    this.save().catch((error: unknown) => {
      this.#log.warn("memory not written", { error });
      this.touch();
    });
  }

  /**
   * Resolves once everything that was changed is committed.
   * @throws what the store throws
   */
  save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const write = this.#writing.then(async () => {
      if (!this.#isDirty) return;
      this.#isDirty = false;
      try {
        await this.#memory.set(this.#whole());
      } catch (error) {
        this.#isDirty = true;
        throw error;
      }
    });
    this.#writing = write.catch(() => {});
    return write;
  }

  #whole(): Remembered {
    return {
      ...this.#fields,
      phonesByLid: newest(this.phonesByLid),
      widsByPhone: newest(this.widsByPhone),
      chatsByAddress: newest(this.chatsByAddress),
    };
  }
}

function newest(map: Map<string, string>): [string, string][] {
  for (const key of map.keys()) {
    if (map.size <= PAIRS_MAX) break;
    map.delete(key);
  }
  return [...map];
}
