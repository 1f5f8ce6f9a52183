import type { ErasurePreviewView } from "@circuito/protocol";
import { useQuery } from "@tanstack/react-query";
import { request } from "../api/request.ts";

const contact = (id: string, rest: string) => `/contacts/${encodeURIComponent(id)}${rest}`;

export const personalDataApi = {
  preview: (id: string) =>
    request<ErasurePreviewView>("POST", contact(id, "/erasure/preview"), { body: {} }),
  erase: (id: string, digest: string) =>
    request<{ contactId: string }>("POST", contact(id, "/erasure"), { body: { digest } }),
  hold: (id: string, reason: string | null) =>
    request<ErasurePreviewView>("PUT", contact(id, "/hold"), { body: { reason } }),
};

/** What would be erased now, and what stands in the way. */
export function useErasurePreview(id: string) {
  return useQuery({
    queryKey: ["erasure-preview", id],
    queryFn: () => personalDataApi.preview(id),
    // It is confirmed as it was shown: an old one would be refused.
    staleTime: 0,
  });
}

/** The address of the archive, for a link that the browser follows by itself. */
export function archiveHref(
  id: string,
  asked: { readonly withNotes: boolean; readonly language: string },
): string {
  const query = new URLSearchParams({
    notes: asked.withNotes ? "1" : "0",
    language: asked.language,
  });
  return `/api/v1${contact(id, "/export")}?${query}`;
}
