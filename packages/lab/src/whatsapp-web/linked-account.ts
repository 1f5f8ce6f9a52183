import { History } from "./history.ts";
import type { MediaStore } from "./media-store.ts";
import type { PageConnection } from "./page-connection.ts";
import type { Pages } from "./pages.ts";
import { People } from "./people.ts";
import type { Sent, SentMessage } from "./sent.ts";
import type { Down, PageConduct, WireAccount } from "./wire.ts";

export interface PhoneOptions {
  /** Digits with the country. */
  readonly pn?: string;
  readonly lid?: string;
  readonly pushname?: string;
  readonly platform?: "android" | "iphone" | "smba" | "smbi";
  /** How many of each chat's newest messages a page has from the start; more when it asks. */
  readonly newestOfEachChat?: number;
}

/** An account and the pages that are linked to it: how they are linked, told things, and lost. */
export class LinkedAccount {
  readonly account: WireAccount;
  readonly people = new People();
  readonly history = new History();
  readonly media: MediaStore;
  /** Everything that its pages sent, in order. */
  readonly sent: Sent[] = [];
  /** Ids of the linked devices; a page that is none of them shows a QR code. */
  readonly devices = new Set<string>();
  /** A page that connects has synced before anybody listens: the library's `ready` never comes. */
  losesReady = false;
  /** Pages that are linked have it on disk some seconds later: one that is killed is not linked. */
  keepsLinkLate = false;
  #mark = 0;
  #conduct: PageConduct = { send: "deliver", media: "deliver" };
  readonly #pages: Pages;
  readonly #newestOfEachChat: number;

  constructor(options: PhoneOptions, pages: Pages, media: MediaStore) {
    const { pn = "12025550100", lid = "100000000000100", pushname = "Circuito" } = options;
    this.account = {
      pn: `${pn}@c.us`,
      lid: `${lid}@lid`,
      pushname,
      platform: options.platform ?? "android",
    };
    this.#pages = pages;
    this.media = media;
    this.#newestOfEachChat = options.newestOfEachChat ?? 1;
    this.people.add({ pn, lid, pushname });
  }

  /** What was sent as messages, in order. */
  get sentMessages(): SentMessage[] {
    return this.sent.filter((sent) => sent.kind === "message");
  }

  /**
   * The n-th message that was sent, as soon as it is: the library's own call returns before that.
   * @throws after a minute
   */
  sentMessage(nth = 1): Promise<SentMessage> {
    return this.#pages.await(`message no. ${nth} to be sent`, () => this.sentMessages[nth - 1]);
  }

  get conduct(): PageConduct {
    return this.#conduct;
  }

  /** Changes how the pages treat what the library asks of them; resolves when they do. */
  async behave(conduct: Partial<PageConduct>): Promise<void> {
    this.#conduct = { ...this.#conduct, ...conduct };
    this.tell({ kind: "conduct", conduct: this.#conduct });
    await this.settled();
  }

  /**
   * Resolves when the open pages have done all that they were told until now.
   * @throws after a minute in which one of them did not
   */
  async settled(): Promise<void> {
    this.#mark += 1;
    const mark = this.#mark;
    this.tell({ kind: "echo", mark });
    await this.#pages.await("the pages to do what they were told", () => {
      const late = this.#pages.of(this).filter(({ heard }) => heard < mark);
      return late.length === 0 ? true : undefined;
    });
  }

  /** Scans the code of the newest page that shows one, or of the page that shows this very code. */
  async scan(qr?: string): Promise<void> {
    const ref = qr?.split(",")[0];
    const page = await this.#pages.wait(
      "shows this QR code",
      (candidate) => candidate.ref !== undefined && (ref === undefined || candidate.ref === ref),
    );
    this.#link(page);
  }

  /**
   * Types a pairing code that a page shows.
   * @throws after a minute without a page that shows it
   */
  async pairByCode(code: string): Promise<void> {
    this.#link(
      await this.#pages.wait(`shows the code ${code}`, ({ pairing }) => pairing?.code === code),
    );
  }

  /** A page that was linked before: it starts with what the phone has by now. */
  connect(page: PageConnection, device: string): void {
    this.#pages.link(page, this, device);
    page.tell({ kind: "conduct", conduct: this.#conduct });
    page.tell({
      kind: "connect",
      device,
      account: this.account,
      chats: this.history.chats(),
      messages: this.history.newest(this.#newestOfEachChat),
      people: this.people.saved(),
      loseReady: this.losesReady,
      keepsLinkLate: this.keepsLinkLate,
    });
  }

  /** Logs all linked devices out, on the phone. Pages that are away find it out when they open. */
  loggedOutByPhone(): void {
    this.devices.clear();
    this.tell({ kind: "logout" });
  }

  /** The connection's state as the page knows it: "CONFLICT", "UNPAIRED_IDLE", "TOS_BLOCK"... */
  state(state: string): void {
    this.tell({ kind: "state", state });
  }

  /** The page has synced once more, which it does after each lost connection. */
  resync(): void {
    this.tell({ kind: "resync" });
  }

  /** The page computes without a pause: nothing that is asked of it is answered. */
  hangPage(forMs: number): void {
    this.tell({ kind: "busy", forMs });
  }

  /** A navigation inside the document, after which the library attaches its listeners once more. */
  navigatePage(): void {
    this.tell({ kind: "navigate" });
  }

  protected tell(down: Down): void {
    for (const page of this.#pages.of(this)) page.tell(down);
  }

  #link(page: PageConnection): void {
    const device = this.#pages.newDevice();
    this.devices.add(device);
    this.connect(page, device);
  }
}
