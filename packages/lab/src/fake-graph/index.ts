export { FakeGraph } from "./fake-graph.ts";
export type { FakeGraphOptions } from "./graph-identity.ts";
export { type FakeFile, METADATA_ADDRESS, type MediaConduct } from "./graph-media.ts";
export type { GraphMisbehavior } from "./graph-misbehavior.ts";
export type { GraphSubmission } from "./graph-submission.ts";
export type { FakeTemplate } from "./graph-templates.ts";
export type { GraphUser } from "./graph-users.ts";
export {
  type CustomerContent,
  type GraphChange,
  type GraphEntry,
  type GraphStatus,
  postGraphWebhook,
  signGraphWebhook,
} from "./graph-webhooks.ts";
export type { OutgoingMessage, ReadMark } from "./outgoing-message.ts";
