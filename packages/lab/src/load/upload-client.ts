import { createHash } from "node:crypto";
import type { Journal } from "../journal.ts";
import { judgeAnswer } from "../post-signed.ts";
import type { AgentSession } from "./agent-session.ts";

/** An agent who uploads files, each of other bytes. Nobody repeats an upload but the person: nor does this. */
export class UploadClient {
  readonly #session: AgentSession;
  readonly #journal: Journal;
  readonly #run: string;
  #uploaded = 0;

  constructor(session: AgentSession, journal: Journal, run: string) {
    this.#session = session;
    this.#journal = journal;
    this.#run = run;
  }

  async upload(): Promise<void> {
    const bytes = Buffer.from(`file ${++this.#uploaded} of ${this.#run}`);
    const hash = createHash("sha256").update(bytes).digest("hex");
    const fact = { f: "upload" as const, key: { account: "", ext: hash }, hash };
    this.#journal.add({ ...fact, type: "invoke" });
    const answer = await this.#session.upload(`${this.#uploaded}.txt`, bytes);
    this.#journal.add({ ...fact, type: judgeAnswer(answer) });
  }
}
