import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import type {
  OutboundMedia,
  OutboundMessage,
  SendError,
} from "../../packages/connector/src/index.ts";
import { RecordingHost } from "../../packages/connector/src/testing/index.ts";
import {
  type CloudSender,
  openCloudSender,
} from "../../packages/connectors/src/whatsapp/cloud/send/cloud-sender.ts";
import { cloudSettings } from "../../packages/connectors/src/whatsapp/settings.ts";
import { asId, type ConversationId, type MessageId } from "../../packages/domain/src/index.ts";
import { FakeGraph, type GraphUser, Journal } from "../../packages/lab/src/index.ts";

export const NEVER = new AbortController().signal;
/** Numbers of the range that is nobody's. */
export const ANA: GraphUser = { phone: "5511900000042", name: "Ana" };

/** A sender of ours before a Graph API of the lab's. */
export interface CloudStage extends AsyncDisposable {
  readonly graph: FakeGraph;
  readonly host: RecordingHost;
  readonly sender: CloudSender;
}

export async function cloudStage(settings: Record<string, unknown> = {}): Promise<CloudStage> {
  const journal = new Journal({ run: "cloud", seed: "1", actor: "provider" });
  const graph = await FakeGraph.start({ journal, account: "wa-1" });
  const host = new RecordingHost();
  const parsed = cloudSettings.parse({ ...graph.settings, ...settings });
  const sender = openCloudSender(parsed, host);
  return {
    graph,
    host,
    sender,
    async [Symbol.asyncDispose]() {
      await sender.stop();
      await graph[Symbol.asyncDispose]();
    },
  };
}

/** A customer wrote a moment ago: free words may be sent. */
export function openWindow(graph: FakeGraph, user: GraphUser): void {
  graph.users.add(user);
  graph.users.wrote(graph.phoneNumberId, user, graph.now());
}

export function outbound(more: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    id: asId<MessageId>(randomUUID()),
    conversationId: asId<ConversationId>(randomUUID()),
    to: `tel:+${ANA.phone}`,
    text: "olá",
    media: [],
    writtenAt: 0,
    ...more,
  };
}

export function fileOf(
  bytes: Buffer,
  mimeType: string,
  fileName = "arquivo ção.bin",
): OutboundMedia {
  const open = async () => Readable.from([bytes]);
  const url = "https://gateway.example.com/media/1";
  return { url, mimeType, fileName, sizeBytes: bytes.byteLength, open };
}

/** What a refusal says; fails where there was none. */
export async function refusalOf(sending: Promise<unknown>): Promise<SendError> {
  try {
    await sending;
  } catch (error) {
    return error as SendError;
  }
  throw new Error("it was sent");
}
