/** A customer on WhatsApp, by any of the names that Meta has for them. */
export interface GraphUser {
  /** Digits, as somebody would dial it; absent for those who hide it behind a username. */
  readonly phone?: string;
  /** As WhatsApp spells the number, where that differs: old Brazilian accounts lack the ninth digit. */
  readonly waId?: string;
  /** Business-scoped id: `BR.1502576394655843`. */
  readonly userId?: string;
  readonly name?: string;
  readonly username?: string;
}

export function waIdOf({ waId, phone }: GraphUser): string | undefined {
  return waId ?? phone;
}

/** As the gateway names them: by number where there is one. */
export function addressOf(user: GraphUser): string {
  const waId = user.username === undefined ? waIdOf(user) : undefined;
  return waId === undefined ? `wa-user:${user.userId ?? ""}` : `tel:+${waId}`;
}

/** How webhooks name the user in `contacts`. */
export function contactOf(user: GraphUser): Record<string, unknown> {
  const { name, username, userId } = user;
  const waId = waIdOf(user);
  return {
    profile: { ...(name !== undefined && { name }), ...(username !== undefined && { username }) },
    ...(waId !== undefined && { wa_id: waId }),
    ...(userId !== undefined && { user_id: userId }),
  };
}

/** A user's message or call lets us write freely for a day. */
const WINDOW_MS = 24 * 60 * 60_000;

/** Whom the fake knows, and until when they may be written to. */
export class GraphUsers {
  readonly #users: GraphUser[] = [];
  readonly #windows = new Map<string, number>();

  add(user: GraphUser): GraphUser {
    if (!this.#users.includes(user)) this.#users.push(user);
    return user;
  }

  /** By number in either spelling, or by id; somebody nobody heard of has the name they were called. */
  named(to: string | undefined, recipient: string | undefined): GraphUser {
    const known = this.#users.find((user) =>
      to === undefined ? user.userId === recipient : user.phone === to || user.waId === to,
    );
    if (known) return known;
    if (to !== undefined) return { phone: to };
    return recipient === undefined ? {} : { userId: recipient };
  }

  /** @param at ms since epoch */
  wrote(phoneNumberId: string, user: GraphUser, at: number): void {
    const key = windowKey(phoneNumberId, user);
    this.#windows.set(key, Math.max(at + WINDOW_MS, this.#windows.get(key) ?? 0));
  }

  mayBeWrittenTo(phoneNumberId: string, user: GraphUser, now: number): boolean {
    return (this.#windows.get(windowKey(phoneNumberId, user)) ?? 0) > now;
  }
}

function windowKey(phoneNumberId: string, user: GraphUser): string {
  return `${phoneNumberId}/${user.userId ?? waIdOf(user)}`;
}
