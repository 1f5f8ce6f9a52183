/** A message of a chat as the page describes it. */
export function rawChat(
  fields: {
    readonly id: string;
    readonly chat?: string;
    readonly fromMe?: boolean;
    readonly author?: string;
    readonly t?: unknown;
    readonly body?: string;
  } & Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { id, chat = "5511987654321@c.us", fromMe = false, author, ...rest } = fields;
  const own = "12025550100@c.us";
  return {
    id: {
      fromMe,
      remote: chat,
      id,
      ...(author !== undefined && { participant: author }),
      _serialized: [fromMe, chat, id, author].filter((part) => part !== undefined).join("_"),
    },
    type: "chat",
    body: "",
    t: 1_767_614_400,
    from: fromMe ? own : chat,
    to: fromMe ? chat : own,
    ack: fromMe ? 0 : 1,
    ...(author !== undefined && { author }),
    ...rest,
  };
}
