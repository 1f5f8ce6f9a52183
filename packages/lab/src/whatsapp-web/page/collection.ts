import { Emitter } from "./emitter.ts";
import type { Model } from "./model.ts";

export interface Identified extends Model {
  readonly id: { readonly _serialized: string };
}

/** An id, or anything that has one: the library asks with both. */
export type IdLike = string | { readonly _serialized: string };

export function idText(id: IdLike): string {
  return typeof id === "string" ? id : id._serialized;
}

export class Collection<M extends Identified> extends Emitter {
  readonly #find: (id: IdLike) => Promise<M | undefined>;
  #models = new Map<string, M>();

  /** @param find where the page gets what it does not have */
  constructor(find: (id: IdLike) => Promise<M | undefined> = async () => undefined) {
    super();
    this.#find = find;
  }

  get length(): number {
    return this.#models.size;
  }

  get(id: IdLike): M | undefined {
    return this.#models.get(idText(id));
  }

  async find(id: IdLike): Promise<M | undefined> {
    return this.get(id) ?? this.#find(id);
  }

  getModelsArray(): M[] {
    return [...this.#models.values()];
  }

  add(model: M): M {
    model.belongTo(this);
    this.keep(model);
    this.trigger("add", model);
    return model;
  }

  /** Keeps it without telling, and without hearing of its changes. */
  keep(model: M): void {
    this.#models.set(model.id._serialized, model);
  }

  /** Older ones, which belong in front. */
  keepBefore(models: readonly M[]): void {
    const older = models.map((model) => [model.id._serialized, model] as const);
    this.#models = new Map([...older, ...this.#models]);
  }

  remove(model: M): void {
    if (this.#models.delete(model.id._serialized)) this.trigger("remove", model);
  }
}
