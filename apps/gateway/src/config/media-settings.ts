import type { S3Settings } from "@circuito/store";
import { z } from "zod";

/** The bucket, and in front of every name in it what the rest of the path says. */
const bucketUrl = z.string().regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[\w.-]+)*\/?$/i, {
  error: "must be a URL like s3://bucket/folder",
});
const endpoint = z
  .url({ protocol: /^https?$/, error: "must be a URL like https://s3.example.com", abort: true })
  .refine((text) => {
    const { pathname, search, hash, username, password } = new URL(text);
    return pathname === "/" && `${search}${hash}${username}${password}` === "";
  }, "must end after the host and port: no path, query, user name or password")
  .transform((text) => new URL(text).origin);
const REGION_DEFAULT = "us-east-1";

/** Settings of the media store, as fields of the whole. */
export const mediaFields = {
  MEDIA_URL: bucketUrl.optional(),
  MEDIA_ENDPOINT: endpoint.optional(),
  MEDIA_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, "must be a region like sa-east-1")
    .default(REGION_DEFAULT),
  MEDIA_ACCESS_KEY: z.string().optional(),
  MEDIA_SECRET_KEY: z.string().optional(),
};

interface MediaValues {
  readonly MEDIA_URL?: string | undefined;
  readonly MEDIA_ENDPOINT?: string | undefined;
  readonly MEDIA_REGION: string;
  readonly MEDIA_ACCESS_KEY?: string | undefined;
  readonly MEDIA_SECRET_KEY?: string | undefined;
}

/** A bucket without keys, or keys without a bucket, is a slip: files would go where nobody looks. */
export function mediaProblems(given: Readonly<Record<string, string | undefined>>): string[] {
  const names = ["MEDIA_ENDPOINT", "MEDIA_REGION", "MEDIA_ACCESS_KEY", "MEDIA_SECRET_KEY"];
  if (given.MEDIA_URL === undefined) {
    return names
      .filter((name) => given[name] !== undefined)
      .map((name) => `${name}: says nothing without MEDIA_URL`);
  }
  return ["MEDIA_ACCESS_KEY", "MEDIA_SECRET_KEY"]
    .filter((name) => given[name] === undefined)
    .map((name) => `${name}: is needed with MEDIA_URL`);
}

/** `undefined`: media are kept in the data folder. */
export function bucketOf(values: MediaValues): S3Settings | undefined {
  const { MEDIA_URL: url, MEDIA_ACCESS_KEY: accessKey, MEDIA_SECRET_KEY: secretKey } = values;
  if (url === undefined || accessKey === undefined || secretKey === undefined) return undefined;
  const [bucket = "", ...folders] = url.slice("s3://".length).split("/").filter(Boolean);
  const region = values.MEDIA_REGION;
  return {
    endpoint: values.MEDIA_ENDPOINT ?? `https://s3.${region}.amazonaws.com`,
    region,
    bucket,
    prefix: folders.map((folder) => `${folder}/`).join(""),
    accessKey,
    secretKey,
  };
}
