import { createHmac } from "node:crypto";
import { request } from "node:http";
import { type Answer, postJson } from "../post-signed.ts";
import { contactOf, type GraphUser, waIdOf } from "./graph-users.ts";

/** What one change of a webhook says. */
export interface GraphChange {
  readonly field: string;
  readonly value: Readonly<Record<string, unknown>>;
}

export interface GraphEntry {
  /** The business account. */
  readonly id: string;
  readonly changes: readonly GraphChange[];
}

/** News of one of our messages. */
export interface GraphStatus {
  readonly wamid: string;
  readonly status: "sent" | "delivered" | "read" | "played" | "failed";
  readonly user: GraphUser;
  /** What we gave along with the message: it comes back. */
  readonly opaque?: string;
  /** Ms since epoch. */
  readonly at: number;
  readonly errors?: readonly { readonly code: number; readonly details: string }[];
}

/** How Meta signs what it posts: the raw bytes, with the app's secret. */
export function signGraphWebhook(appSecret: string, body: string | Uint8Array): string {
  return `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`;
}

/** One signed request, as Meta makes it. */
export function postGraphWebhook(
  url: string,
  appSecret: string,
  entries: readonly GraphEntry[],
): Promise<Answer> {
  const body = JSON.stringify({ object: "whatsapp_business_account", entry: entries });
  const headers = {
    "x-hub-signature-256": signGraphWebhook(appSecret, body),
    "user-agent": "facebookexternalua",
  };
  return postJson(url, headers, body);
}

/** Asks a webhook whether it knows the token, as Meta does when somebody types its address. */
export function shakeHands(
  webhookUrl: string,
  verifyToken: string,
  challenge: string,
): Promise<{ readonly status: number; readonly body: string }> {
  const url = new URL(webhookUrl);
  url.searchParams.set("hub.mode", "subscribe");
  url.searchParams.set("hub.challenge", challenge);
  url.searchParams.set("hub.verify_token", verifyToken);
  return new Promise((resolve, reject) => {
    const outgoing = request(url, (response) => {
      response.setEncoding("utf8");
      let body = "";
      response.on("data", (chunk: string) => {
        body += chunk;
      });
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}

/** Whatever a message of a customer's says, under the name of its type. */
export interface CustomerContent {
  readonly type: string;
  readonly [more: string]: unknown;
}

/** Their words; empty for everything that is not text. */
export function textOf(content: CustomerContent): string {
  const { text } = content;
  const isText = typeof text === "object" && text !== null && "body" in text;
  return isText && typeof text.body === "string" ? text.body : "";
}

/** A message of a customer's, with whatever content (spec: the table of types). */
export function customerMessage(
  user: GraphUser,
  wamid: string,
  at: number,
  content: CustomerContent,
): Record<string, unknown> {
  const from = user.username === undefined ? waIdOf(user) : undefined;
  return {
    // Whoever has taken a username keeps their number to themself.
    ...(from !== undefined && { from }),
    ...(user.userId !== undefined && { from_user_id: user.userId }),
    id: wamid,
    timestamp: seconds(at),
    ...content,
  };
}

export function statusValue(status: GraphStatus): Record<string, unknown> {
  const { wamid, user, opaque, at, errors } = status;
  const recipientId = user.username === undefined ? waIdOf(user) : undefined;
  return {
    id: wamid,
    status: status.status,
    timestamp: seconds(at),
    ...(recipientId !== undefined && { recipient_id: recipientId }),
    ...(user.userId !== undefined && { recipient_user_id: user.userId }),
    ...(opaque !== undefined && { biz_opaque_callback_data: opaque }),
    ...(errors && {
      errors: errors.map(({ code, details }) => ({
        code,
        title: "on command or by rule",
        message: "on command or by rule",
        error_data: { details },
      })),
    }),
  };
}

/** `messages`: the field of both, what customers write and what becomes of what we wrote. */
export function messagesChange(
  number: { readonly phoneNumberId: string; readonly displayPhoneNumber: string },
  value: {
    readonly messages?: readonly Record<string, unknown>[];
    readonly statuses?: readonly Record<string, unknown>[];
    readonly users?: readonly GraphUser[];
  },
): GraphChange {
  const { messages, statuses, users = [] } = value;
  return {
    field: "messages",
    value: {
      messaging_product: "whatsapp",
      metadata: {
        display_phone_number: number.displayPhoneNumber,
        phone_number_id: number.phoneNumberId,
      },
      ...(users.length > 0 && { contacts: users.map(hiddenContact) }),
      ...(messages && { messages }),
      ...(statuses && { statuses }),
    },
  };
}

function hiddenContact(user: GraphUser): Record<string, unknown> {
  const { wa_id, ...rest } = contactOf(user);
  return user.username === undefined && wa_id !== undefined ? { ...rest, wa_id } : rest;
}

function seconds(at: number): string {
  return String(Math.floor(at / 1_000));
}
