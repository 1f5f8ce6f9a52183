import type { OrderItem } from "@circuito/domain";
import { z } from "zod";
import type { Content } from "./content.ts";
import { amount, maybeAmount, maybeWords, readable, words } from "./lenient.ts";
import { present } from "./present.ts";

const item = z
  .object({
    product_retailer_id: words,
    quantity: amount,
    item_price: maybeAmount,
    currency: maybeWords,
  })
  .transform(
    ({ product_retailer_id, quantity, item_price, currency }): OrderItem =>
      present({ productId: product_retailer_id, quantity, price: item_price, currency }),
  );

const order = z.object({ catalog_id: words, text: maybeWords, product_items: readable(item) });

export function readOrder(own: unknown): Content | undefined {
  const read = order.safeParse(own);
  if (!read.success) return undefined;
  const { catalog_id: catalogId, text, product_items: items } = read.data;
  return { text: text ?? "", special: { kind: "order", catalogId, items }, placeholder: "order" };
}
