import { boundedExternalId } from "@circuito/connector";
import type { ChatContent, Referral, SpecialContent } from "@circuito/domain";
import { z } from "zod";
import { maybeId, maybeWords, words } from "./lenient.ts";
import { present } from "./present.ts";

const flag = z.boolean().optional().catch(undefined);

export const context = z
  .object({
    id: maybeId,
    forwarded: flag,
    frequently_forwarded: flag,
    referred_product: z
      .object({ catalog_id: words, product_retailer_id: words })
      .optional()
      .catch(undefined),
  })
  .optional()
  .catch(undefined);
export type Context = z.infer<typeof context>;

export const referral = z
  .object({
    source_url: maybeWords,
    source_id: maybeWords,
    source_type: maybeWords,
    headline: maybeWords,
    body: maybeWords,
  })
  .optional()
  .catch(undefined);

/** What it answers, and whether it came from elsewhere. The quoted words are not sent along. */
export function readAnswers(said: Context): Pick<ChatContent, "answers" | "forwarded"> {
  return present({
    answers: said?.id === undefined ? undefined : boundedExternalId(said.id),
    forwarded: forwarded(said),
  });
}

function forwarded(said: Context): "once" | "often" | undefined {
  if (said?.frequently_forwarded) return "often";
  return said?.forwarded ? "once" : undefined;
}

/** The product of a catalogue that they ask about. */
export function readProduct(said: Context): SpecialContent | undefined {
  const product = said?.referred_product;
  return (
    product && {
      kind: "product",
      catalogId: product.catalog_id,
      productId: product.product_retailer_id,
    }
  );
}

/** The advertisement or post they came by. Only an address that a browser may open is one. */
export function readReferral(said: z.infer<typeof referral>): Referral | undefined {
  if (!said) return undefined;
  const url = said.source_url;
  return present({
    kind: said.source_type === "post" ? ("post" as const) : ("ad" as const),
    url: url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : undefined,
    id: said.source_id,
    headline: said.headline,
    body: said.body,
  });
}
