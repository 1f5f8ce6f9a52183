import {
  createSession,
  deleteSession,
  findAgentByEmail,
  findPasswordHash,
  type Queryable,
} from "@circuito/store";
import { verify } from "@node-rs/argon2";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { generatePassword, hashPassword } from "../secrets/password.ts";
import { HttpProblem } from "./problem.ts";
import { SESSION_MAX_MS } from "./session-cookie.ts";
import { hashToken, newToken } from "./tokens.ts";

/** ASVS V6.3.1: per account and address, so that nobody can lock somebody else out. */
const FAILURES_MAX = 10;
/** Of one address over all accounts: an office logs in, a script tries names. */
const FAILURES_PER_ADDRESS_MAX = 100;
const FAILURES_WINDOW_SECONDS = 15 * 60;
/** Each check takes 19 MiB and a thread for tens of milliseconds; more at once starve the process. */
const CHECKS_WAITING_MAX = 50;

export interface LogIn {
  /** @throws HttpProblem `bad-credentials` or `rate-limited` */
  attempt(
    q: Queryable,
    credentials: { readonly email: string; readonly password: string },
    from: Place,
    now: number,
  ): Promise<{ readonly agentId: string; readonly token: string }>;
  /**
   * Makes sure that whoever is logged in is who they say: an open console is anybody's who passes by.
   * @throws HttpProblem `invalid` or `rate-limited`
   */
  confirm(q: Queryable, agentId: string, password: string, address: string): Promise<void>;
}

/** Where somebody logs in. */
export interface Place {
  readonly address: string;
  /** What the browser says of itself. */
  readonly device: string | undefined;
}

/** Names of browsers are shorter; the rest is not kept. */
const DEVICE_LENGTH_MAX = 300;

/** Begins a session of somebody whose right to it was checked. @returns its token */
export async function beginSession(
  q: Queryable,
  agentId: string,
  device: string | undefined,
  now: number,
): Promise<string> {
  const token = newToken();
  await createSession(q, {
    tokenHash: hashToken(token),
    agentId,
    expiresAt: now + SESSION_MAX_MS,
    device: device?.slice(0, DEVICE_LENGTH_MAX),
  });
  return token;
}

/** Checks passwords at a bounded rate, and in the same time whether or not the account exists. */
export function createLogIn(): LogIn {
  const perAccount = new RateLimiterMemory({
    points: FAILURES_MAX,
    duration: FAILURES_WINDOW_SECONDS,
  });
  const perAddress = new RateLimiterMemory({
    points: FAILURES_PER_ADDRESS_MAX,
    duration: FAILURES_WINDOW_SECONDS,
  });
  // Nobody has this password; checking against it costs what a real check costs.
  const nobody = hashPassword(generatePassword());
  let checking = 0;

  async function isPassword(hash: string, password: string): Promise<boolean> {
    if (checking >= CHECKS_WAITING_MAX) throw tooMany(1_000);
    checking += 1;
    try {
      return await verify(hash, password);
    } catch {
      // A stored hash that argon2 does not know opens nothing.
      return false;
    } finally {
      checking -= 1;
    }
  }

  return {
    async attempt(q, { email, password }, { address, device }, now) {
      const account = `${email.toLowerCase()} ${address}`;
      await consume(perAccount, account);
      await consume(perAddress, address);
      const agent = await findAgentByEmail(q, email);
      const matches = await isPassword(agent?.passwordHash ?? (await nobody), password);
      if (!agent || agent.disabled || !matches) {
        throw new HttpProblem("bad-credentials", "e-mail or password is wrong");
      }
      // Only failures count: a whole office behind one address logs in every morning.
      await perAccount.delete(account);
      await perAddress.reward(address, 1);
      return { agentId: agent.id, token: await beginSession(q, agent.id, device, now) };
    },

    async confirm(q, agentId, password, address) {
      const account = `${agentId} ${address}`;
      await consume(perAccount, account);
      const hash = await findPasswordHash(q, agentId);
      if (!(await isPassword(hash ?? (await nobody), password))) {
        throw new HttpProblem("invalid", "body.current: this is not your password", {
          details: { because: "wrong-password" },
        });
      }
      await perAccount.delete(account);
    },
  };
}

/** The session that a browser brought along ends with a new log-in: no token outlives its use. */
export async function endEarlierSession(q: Queryable, token: string | undefined): Promise<void> {
  if (token !== undefined) await deleteSession(q, hashToken(token));
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key, 1);
  } catch (refused) {
    if (refused instanceof RateLimiterRes) throw tooMany(refused.msBeforeNext);
    throw refused;
  }
}

function tooMany(waitMs: number): HttpProblem {
  return new HttpProblem("rate-limited", "too many attempts, please wait", {
    headers: { "retry-after": String(Math.max(1, Math.ceil(waitMs / 1000))) },
  });
}
