import { Emitter } from "./emitter.ts";

/** Plain attributes with events: `change:<name>`, then `change`, on itself and on its collection. */
export class Model extends Emitter {
  #collection: Emitter | undefined;

  constructor(attributes: object = {}) {
    super();
    Object.assign(this, attributes);
  }

  /** Whose listeners hear of changes, too. */
  belongTo(collection: Emitter): void {
    this.#collection = collection;
  }

  /** Listeners are called with (model, new value, previous value). */
  set(patch: Readonly<Record<string, unknown>>): void {
    const changes = Object.entries(patch)
      .map(([name, value]) => ({ name, value, before: Reflect.get(this, name) as unknown }))
      .filter(({ value, before }) => !Object.is(value, before));
    for (const { name, value } of changes) Reflect.set(this, name, value);
    for (const { name, value, before } of changes) this.#tell(`change:${name}`, value, before);
    if (changes.length > 0) this.#tell("change");
  }

  /** Without events. */
  assign(patch: Readonly<Record<string, unknown>>): void {
    Object.assign(this, patch);
  }

  /** Data only: what crosses to Node. */
  serialize(): Record<string, unknown> {
    return JSON.parse(JSON.stringify({ ...this }));
  }

  toJSON(): Record<string, unknown> {
    return this.serialize();
  }

  #tell(name: string, ...values: unknown[]): void {
    this.trigger(name, this, ...values);
    this.#collection?.trigger(name, this, ...values);
  }
}
