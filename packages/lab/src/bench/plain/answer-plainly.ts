import { Agent } from "node:http";
import { postJson } from "../../post-signed.ts";

/** How an agent answers with the plain pipeline. @returns writes an answer; whether it was taken */
export function answerPlainly(target: {
  readonly url: string;
  readonly secret: string;
}): (conversationId: string, text: string) => Promise<boolean> {
  const { origin } = new URL(target.url);
  const agent = new Agent({ keepAlive: true });
  const headers = { authorization: `Bearer ${target.secret}` };
  return async (conversationId, text) => {
    const url = `${origin}/conversations/${conversationId}/messages`;
    return (await postJson(url, headers, JSON.stringify({ text }), agent)) === 200;
  };
}
