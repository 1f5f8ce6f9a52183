import { randomUUID } from "node:crypto";
import type { MailView, ReplyDraft, WholeMailView } from "@circuito/protocol";

type MailDetail = Pick<WholeMailView, "text" | "sourceUrl" | "bounce" | "verdict">;

type Mailbox = MailView["to"][number];

interface Proposal {
  readonly subject: string;
  readonly to: readonly Mailbox[];
  readonly cc?: readonly Mailbox[];
  readonly warning?: ReplyDraft["to"][number]["warning"];
  /** Unverified writers. */
  readonly leftOut?: readonly Mailbox[];
}

interface Written {
  readonly visible: string;
  readonly quoted: string;
  /** Pictures held back. */
  readonly remote: number;
}

const PAGE = (body: string) =>
  `<!doctype html><html lang="pt"><head><meta charset="utf-8"><style>body{font:14px/1.5 Arial,sans-serif;margin:12px;color:#222}blockquote{margin:8px 0;padding-left:12px;border-left:2px solid #ccc;color:#555}img{max-width:100%}</style></head><body>${body}</body></html>`;

/** What everybody here has below their mails. */
export const SIGNATURE = "*Ana Souza*\nAtendimento · Loja Aurora";

interface Upload {
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Buffer;
  readonly isVoice: boolean;
}

/** What the mail server's side knows of mails besides their views. */
export class MailStore {
  private readonly details = new Map<string, MailDetail>();
  private readonly pages = new Map<string, Written>();
  private readonly proposals = new Map<string, ReplyDraft>();
  readonly uploads = new Map<string, Upload>();
  /** Files of this name are refused, as a server with other limits would. */
  readonly refusedFiles = new Set<string>();

  detail(messageId: string, told: Partial<MailDetail> & Pick<MailDetail, "text">): void {
    const sourceUrl = `/api/v1/messages/${messageId}/raw`;
    this.details.set(messageId, { sourceUrl, bounce: null, verdict: null, ...told });
  }

  /** @returns where it is, for the message's view */
  write(messageId: string, written: Written): NonNullable<MailView["html"]> {
    this.pages.set(messageId, written);
    const url = `/api/v1/messages/${messageId}/html`;
    return {
      visibleUrl: `${url}?part=visible`,
      fullUrl: `${url}?part=full`,
      remoteImages: written.remote,
    };
  }

  proposal(conversationId: string, proposed: Proposal): void {
    const { subject, to, cc = [], warning = null, leftOut = [] } = proposed;
    const notes = [...(warning === null ? [] : [warning]), ...leftOut.map(() => "unverified")];
    this.proposals.set(conversationId, {
      subject,
      to: to.map((person) => ({ ...person, because: "from", warning })),
      cc: cc.map((person) => ({ ...person, because: "cc", warning: null })),
      leftOut: leftOut.map((person) => ({ ...person, because: "unverified" })),
      notes,
      signature: SIGNATURE,
    });
  }

  getDetail = (messageId: string) => this.details.get(messageId);
  getProposal = (conversationId: string) => this.proposals.get(conversationId);

  page(messageId: string, part: string, isAllowed: boolean): string | undefined {
    const written = this.pages.get(messageId);
    if (written === undefined) return undefined;
    const body = part === "full" ? written.visible + written.quoted : written.visible;
    return PAGE(isAllowed ? body.replaceAll(/data-remote="\d"/g, `src="${PICTURE}"`) : body);
  }

  keep(name: string, mimeType: string, bytes: Buffer, isVoice: boolean): string {
    const id = randomUUID();
    this.uploads.set(id, { name, mimeType, bytes, isVoice });
    return id;
  }
}

/** A brown square: what the picture proxy would fetch. */
const PICTURE =
  "data:image/svg+xml;utf8,%3Csvg xmlns='http://www.w3.org/2000/svg' width='8' height='8'%3E%3Crect width='8' height='8' fill='%23a06a3c'/%3E%3C/svg%3E";
