import type { ToastContent, ToastQueue } from "@circuito/ui";

/** The toast with which a conversation's last move can be taken back, by conversation. */
const offered = new Map<string, string>();

/** Offers to take back a conversation's last move. */
export function offerUndo(toasts: ToastQueue, conversationId: string, toast: ToastContent): void {
  withdrawUndo(toasts, conversationId);
  offered.set(conversationId, toasts.add(toast));
}

/** After another move the one before cannot be undone by itself any more. */
export function withdrawUndo(toasts: ToastQueue, conversationId: string): void {
  const toast = offered.get(conversationId);
  offered.delete(conversationId);
  if (toast !== undefined) toasts.dismiss(toast);
}
