import { useQuery } from "@tanstack/react-query";
import { create } from "zustand";
import { supervisionApi } from "../api/supervision.ts";

/** New failures come by nobody's doing: looked for again this often while the screen is open. */
const LOOK_EVERY_MS = 15_000;

/** While somebody decides, the list stays as it is: a group that is done with would take its dialog along. */
export const useIsDeciding = create(() => false);

const useLookEvery = () => (useIsDeciding() ? false : LOOK_EVERY_MS);

export function useInboundFailures() {
  return useQuery({
    queryKey: ["failures", "in"],
    queryFn: supervisionApi.inboundFailures,
    refetchInterval: useLookEvery(),
  });
}

export function useOutboundFailures() {
  return useQuery({
    queryKey: ["failures", "out"],
    queryFn: supervisionApi.outboundFailures,
    refetchInterval: useLookEvery(),
  });
}

export function useWebhookFailures() {
  return useQuery({
    queryKey: ["failures", "webhooks"],
    queryFn: supervisionApi.webhookFailures,
    refetchInterval: useLookEvery(),
  });
}

export function useFailedJobs() {
  return useQuery({
    queryKey: ["failures", "jobs"],
    queryFn: supervisionApi.failedJobs,
    refetchInterval: useLookEvery(),
  });
}
