export type Listener = (...args: unknown[]) => void;

/** The page's events: several names in one text, as WhatsApp's own emitter takes them. */
export class Emitter {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #awaited = new Map<string, () => void>();

  on(names: string, listener: Listener): void {
    for (const name of names.split(" ")) {
      const listeners = this.#listeners.get(name) ?? new Set();
      this.#listeners.set(name, listeners.add(listener));
      this.#awaited.get(name)?.();
      this.#awaited.delete(name);
    }
  }

  once(names: string, listener: Listener): void {
    const first: Listener = (...args) => {
      this.off(names, first);
      listener(...args);
    };
    this.on(names, first);
  }

  off(names: string, listener: Listener): void {
    for (const name of names.split(" ")) this.#listeners.get(name)?.delete(listener);
  }

  trigger(name: string, ...args: unknown[]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        listener(...args);
      } catch (error) {
        reportError(error); // One listener's fault does not keep the event from the others.
      }
    }
  }

  /** Resolves when somebody listens to this name. */
  whenHeard(name: string): Promise<void> {
    if ((this.#listeners.get(name)?.size ?? 0) > 0) return Promise.resolve();
    return new Promise((resolve) => this.#awaited.set(name, resolve));
  }
}
