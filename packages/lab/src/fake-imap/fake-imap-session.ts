import type { Socket } from "node:net";
import type { FakeImapServer } from "./fake-imap-server.ts";
import type { FakeMail, FakeMailbox } from "./fake-mailbox.ts";
import { type FetchPart, fetchParts } from "./fetch-items.ts";

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** One client's connection. Commands are answered one after the other, as they come. */
export class FakeImapSession {
  readonly #socket: Socket;
  readonly #server: FakeImapServer;
  #input = "";
  #selected: string | undefined;
  #idleTag: string | undefined;
  #tokenTag: string | undefined;
  #frozen = false;
  /** How many the client knows of. */
  #existsTold = 0;

  constructor(socket: Socket, server: FakeImapServer) {
    this.#socket = socket;
    this.#server = server;
    socket.setNoDelay(true);
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => this.#read(chunk.toString("latin1")));
    this.#say(`* OK [CAPABILITY ${this.#capabilities}] ready`);
  }

  /** Only while a command runs (RFC 3501 §7): what comes between two is told with the next IDLE. */
  tellExists(): void {
    if (this.#idleTag === undefined) return;
    this.#existsTold = this.#mailbox?.mails.length ?? 0;
    this.#say(`* ${this.#existsTold} EXISTS`);
  }

  bye(reason: string): void {
    this.#say(`* BYE ${reason}`);
    this.#socket.end();
  }

  freeze(): void {
    this.#frozen = true;
  }

  cut(): void {
    this.#socket.destroy();
  }

  get #capabilities(): string {
    const login = this.#server.conduct.tokens ? " AUTH=XOAUTH2 SASL-IR LOGINDISABLED" : "";
    return `IMAP4rev1 ${this.#server.conduct.abilities}${login}`;
  }

  get #mailbox(): FakeMailbox | undefined {
    return this.#selected === undefined ? undefined : this.#server.mailboxes.get(this.#selected);
  }

  #say(line: string): void {
    if (!this.#frozen && !this.#socket.destroyed) this.#socket.write(`${line}\r\n`, "latin1");
  }

  #read(text: string): void {
    if (this.#frozen) return;
    this.#input += text;
    for (let end = this.#input.indexOf("\r\n"); end >= 0; end = this.#input.indexOf("\r\n")) {
      const line = this.#input.slice(0, end);
      this.#input = this.#input.slice(end + 2);
      this.#answer(line);
    }
  }

  #answer(line: string): void {
    if (this.#idleTag !== undefined && line.toUpperCase() === "DONE") {
      this.#say(`${this.#idleTag} OK done`);
      this.#idleTag = undefined;
      return;
    }
    if (this.#tokenTag !== undefined) {
      this.#say(`${this.#tokenTag} NO [AUTHENTICATIONFAILED] token refused`);
      this.#tokenTag = undefined;
      return;
    }
    const [, tag = "*", command = "", rest = ""] = /^(\S+) ((?:UID )?\S+) ?(.*)$/i.exec(line) ?? [];
    const name = command.toUpperCase();
    this.#server.commands.push(name);
    switch (name) {
      case "LOGIN":
        this.#say(`${tag} ${this.#server.conduct.login ?? "OK logged in"}`);
        return;
      case "AUTHENTICATE":
        this.#authenticate(tag, rest);
        return;
      case "CAPABILITY":
        this.#say(`* CAPABILITY ${this.#capabilities}`);
        this.#say(`${tag} OK`);
        return;
      case "LIST":
      case "LSUB":
        this.#list(name, rest);
        this.#say(`${tag} OK`);
        return;
      case "SELECT":
      case "EXAMINE":
        this.#select(tag, unquoted(rest));
        return;
      case "STATUS":
        this.#status(tag, rest);
        return;
      case "UID SEARCH":
        this.#search(tag, rest);
        return;
      case "UID FETCH":
        this.#fetch(tag, rest);
        return;
      case "IDLE":
        this.#idleTag = tag;
        this.#say("+ idling");
        if ((this.#mailbox?.mails.length ?? 0) > this.#existsTold) this.tellExists();
        return;
      case "LOGOUT":
        this.#say("* BYE");
        this.#say(`${tag} OK`);
        this.#socket.end();
        return;
      default:
        this.#say(`${tag} OK`);
    }
  }

  #authenticate(tag: string, rest: string): void {
    const [, initial = ""] = rest.split(" ");
    const words = Buffer.from(initial, "base64").toString().split("\u0001");
    const token = words.find((word) => word.startsWith("auth=Bearer "))?.slice(12) ?? "";
    if (this.#server.conduct.tokens?.has(token)) {
      this.#say(`${tag} OK`);
      return;
    }
    this.#tokenTag = tag;
    this.#say(`+ ${Buffer.from('{"status":"400"}').toString("base64")}`);
  }

  #list(name: string, rest: string): void {
    // The question for the delimiter alone (RFC 3501 §6.3.8).
    if (rest.endsWith(' ""')) this.#say(`* ${name} (\\Noselect) "/" ""`);
    else for (const path of this.#server.mailboxes.keys()) this.#say(`* ${name} () "/" "${path}"`);
  }

  #select(tag: string, path: string): void {
    const mailbox = this.#server.mailboxes.get(path);
    if (!mailbox) {
      this.#say(`${tag} NO [NONEXISTENT] no such mailbox`);
      return;
    }
    this.#selected = path;
    this.#existsTold = mailbox.mails.length;
    this.#say(`* ${mailbox.mails.length} EXISTS`);
    this.#say("* FLAGS (\\Seen)");
    this.#say(`* OK [UIDVALIDITY ${mailbox.uidValidity}] so far`);
    this.#say(`* OK [UIDNEXT ${mailbox.uidNext}] next`);
    for (const extra of this.#server.conduct.selectExtras) this.#say(`* OK ${extra} besides`);
    this.#say(`${tag} OK [READ-ONLY] selected`);
  }

  #status(tag: string, rest: string): void {
    const path = unquoted(rest.replace(/ \([^)]*\)$/, ""));
    const mailbox = this.#server.mailboxes.get(path);
    if (!mailbox) {
      this.#say(`${tag} NO [NONEXISTENT] no such mailbox`);
      return;
    }
    const uids = this.#server.conduct.tellsNoUids
      ? ""
      : ` UIDNEXT ${mailbox.uidNext} UIDVALIDITY ${mailbox.uidValidity}`;
    this.#say(`* STATUS "${path}" (MESSAGES ${mailbox.mails.length}${uids})`);
    this.#say(`${tag} OK`);
  }

  #search(tag: string, rest: string): void {
    const mails = this.#mailbox?.mails ?? [];
    const [, range] = /UID (\S+)/i.exec(rest) ?? [];
    const [, day, month = "", year] = /SINCE "?(\d+)-(\w+)-(\d+)/i.exec(rest) ?? [];
    const since =
      day === undefined
        ? 0
        : Date.UTC(Number(year), MONTHS.indexOf(month.toLowerCase()), Number(day));
    const [, field, quoted, plain] = /HEADER "?([^\s"]+)"? (?:"([^"]*)"|(\S+))/i.exec(rest) ?? [];
    const found = mails.filter(
      (mail) =>
        isIn(mail.uid, range ?? "1:*", mails) &&
        mail.arrivedAt >= since &&
        (field === undefined || hasHeader(mail, field, quoted ?? plain ?? "")),
    );
    this.#say(`* SEARCH ${found.map((mail) => mail.announcedUid ?? mail.uid).join(" ")}`.trimEnd());
    this.#say(`${tag} OK`);
    const { afterSearch } = this.#server.conduct;
    this.#server.conduct.afterSearch = undefined;
    afterSearch?.();
  }

  #fetch(tag: string, rest: string): void {
    const refusal = this.#server.conduct.fetchRefusals.shift();
    if (refusal !== undefined) {
      this.#say(`${tag} ${refusal}`);
      return;
    }
    const [range = "", ...items] = rest.split(" ");
    const mails = this.#mailbox?.mails ?? [];
    for (const [index, mail] of mails.entries()) {
      if (!isIn(mail.uid, range, mails)) continue;
      if (mail.refusal !== undefined) {
        this.#say(`${tag} ${mail.refusal}`);
        return;
      }
      if (!this.#sendMail(index + 1, mail, fetchParts(mail, items.join(" ")))) return;
    }
    this.#say(`${tag} OK`);
  }

  /** @returns `false` when the connection was cut on the way */
  #sendMail(seq: number, mail: FakeMail, parts: readonly FetchPart[]): boolean {
    let words = `* ${seq} FETCH (`;
    for (const part of parts) {
      if (part.kind === "words") {
        words += `${words.endsWith("(") ? "" : " "}${part.words}`;
        continue;
      }
      this.#write(Buffer.from(`${words} {${part.announced}}\r\n`));
      words = "";
      const [cutAt] = this.#server.conduct.cutsAt;
      const upTo = cutAt === undefined ? part.bytes.length : cutAt - part.offset;
      if (
        cutAt !== undefined &&
        mail.bytes.length > cutAt &&
        upTo >= 0 &&
        upTo < part.bytes.length
      ) {
        this.#server.conduct.cutsAt.shift();
        this.#server.mailBytesSent += upTo;
        this.#socket.write(part.bytes.subarray(0, upTo), () => this.cut());
        return false;
      }
      this.#server.mailBytesSent += part.bytes.length;
      this.#write(part.bytes);
    }
    this.#write(Buffer.from(`${words})\r\n`));
    return true;
  }

  #write(bytes: Buffer): void {
    if (!this.#frozen && !this.#socket.destroyed) this.#socket.write(bytes);
  }
}

function isIn(uid: number, range: string, mails: readonly FakeMail[]): boolean {
  const last = mails.at(-1)?.uid ?? 0;
  return range.split(",").some((part) => {
    const [from = "1", to = from] = part.split(":");
    const [a, b] = [from, to].map((text) => (text === "*" ? last : Number(text)));
    if (a === undefined || b === undefined) return false;
    // RFC 3501: `n:*` holds the last mail even when its UID is smaller than n.
    return uid >= Math.min(a, b) && uid <= Math.max(a, b);
  });
}

/** RFC 3501 §6.4.4: the words may stand anywhere in the field. */
function hasHeader(mail: FakeMail, field: string, words: string): boolean {
  const head = mail.bytes.toString("latin1").split("\r\n\r\n", 1)[0] ?? "";
  return head.split("\r\n").some((line) => {
    const [name = "", ...value] = line.toLowerCase().split(":");
    return name === field.toLowerCase() && value.join(":").includes(words.toLowerCase());
  });
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/, "$1");
}
