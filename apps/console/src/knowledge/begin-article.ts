import { newId } from "@circuito/realtime";
import type { ToastQueue } from "@circuito/ui";
import type { useRouter } from "@tanstack/react-router";
import { errorText } from "../verbs/problem-text.ts";
import { knowledgeApi } from "./knowledge-api.ts";

/** From a solved conversation to an article that is begun: in one press, once. */
export async function beginArticle(
  conversationId: string,
  router: ReturnType<typeof useRouter>,
  toasts: Pick<ToastQueue, "add">,
): Promise<void> {
  try {
    const { id } = await knowledgeApi.draftFrom(conversationId, newId());
    await router.navigate({ href: `/settings/knowledge/${id}` });
  } catch (error) {
    toasts.add({ text: errorText(error), tone: "danger" });
  }
}
