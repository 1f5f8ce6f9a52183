import { problemInFile } from "./file-limits.ts";
import type { GraphMedia } from "./graph-media.ts";
import { type GraphProblem, graphProblem } from "./graph-problem.ts";
import { type FakeTemplate, problemInTemplate } from "./graph-templates.ts";
import { contactOf, type GraphUser, type GraphUsers } from "./graph-users.ts";
import type { OutgoingMessage } from "./outgoing-message.ts";

interface Known {
  readonly phoneNumberId: string;
  readonly users: GraphUsers;
  readonly templates: readonly FakeTemplate[];
  readonly media: GraphMedia;
  now(): number;
}

/** Meta's rules for a message that can be read; `undefined` when it may leave. */
export function problemInMessage(known: Known, message: OutgoingMessage): GraphProblem | undefined {
  const { phoneNumberId, users, templates, media } = known;
  if (message.type === "template") return problemInTemplate(templates, message.template);
  const user = users.named(message.to, message.recipient);
  if (!users.mayBeWrittenTo(phoneNumberId, user, known.now())) {
    const details =
      "Message failed to send because more than 24 hours have passed since the customer last replied to this number.";
    return graphProblem(131047, details);
  }
  const id = mediaIdOf(message);
  return id === undefined ? undefined : problemInFile(message.type, media.files.get(id));
}

/** Accepted, not sent: statuses tell the rest. The number may come back spelled otherwise. */
export function acceptance(user: GraphUser, message: OutgoingMessage, wamid: string) {
  const { wa_id, user_id } = contactOf(user);
  return {
    messaging_product: "whatsapp",
    contacts: [
      {
        input: message.to ?? message.recipient,
        ...(wa_id !== undefined && { wa_id }),
        ...(user_id !== undefined && { user_id }),
      },
    ],
    messages: [{ id: wamid, message_status: "accepted" }],
  };
}

/** Links are not fetched here: whoever sends one meets a file that is not there. */
function mediaIdOf(message: OutgoingMessage): string | undefined {
  switch (message.type) {
    case "image":
      return message.image.id ?? "";
    case "audio":
      return message.audio.id ?? "";
    case "video":
      return message.video.id ?? "";
    case "document":
      return message.document.id ?? "";
    case "text":
    case "interactive":
    case "template":
      return undefined;
  }
}
