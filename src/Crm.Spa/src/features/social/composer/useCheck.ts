import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDebouncedValue } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { isProblem } from "@/api/problem";
import type { PlatformCheck, PostFault, PostWish } from "../data";

const PAUSE_MS = 500;

export type Fault = Pick<PostFault, "member" | "message" | "code"> & { isWarning: boolean };

export type Check = {
  of: (platform: string) => PlatformCheck | undefined;
  /** Everything that is said of the post on this platform. */
  faults: (platform: string) => Fault[];
  /** Nothing speaks against it as far as is known. */
  isOk: boolean;
  isCurrent: boolean;
};

/** What each platform would say to the post, asked whenever the person pauses; the time is checked when it is sent. */
export function useCheck(wish: PostWish, isBegun: boolean): Check {
  const { i18n } = useTranslation();
  const asked = JSON.stringify({ ...wish, publishLocal: null, draft: false });
  const [settled] = useDebouncedValue(asked, PAUSE_MS);
  const query = useQuery({
    queryKey: ["posts", "check", i18n.language, settled],
    queryFn: ({ signal }) =>
      body(api.POST("/api/v1/posts/validate", { body: JSON.parse(settled) as PostWish, signal })),
    enabled: (JSON.parse(settled) as PostWish).accountIds!.length > 0,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
  });
  const checks = query.data?.platforms ?? [];
  const refused = isProblem(query.error) ? Object.entries(query.error.problem.errors ?? {}) : [];

  return {
    of: (platform) => checks.find((check) => check.platform === platform),
    // Who has not written anything yet need not be told that something is missing.
    faults: (platform) =>
      !isBegun
        ? []
        : [
            ...checks
              .filter((check) => check.platform === platform)
              .flatMap((check) => [
                ...check.faults.map((fault) => ({ ...fault, isWarning: false })),
                ...check.warnings.map((fault) => ({ ...fault, isWarning: true })),
              ]),
            // What no platform would take is said of the request as a whole.
            ...refused
              .filter(([member]) => !member.startsWith("perPlatform.") || member.startsWith(`perPlatform.${platform}`))
              .map(([member, messages]) => ({
                code: "invalid",
                member: member.replace(/^perPlatform\.\w+\.?/, ""),
                message: messages.join(" "),
                isWarning: false,
              })),
          ],
    isOk: query.data?.ok ?? refused.length === 0,
    isCurrent: asked === settled && !query.isFetching,
  };
}

/** What belongs beside a place: `media` includes `media[0].altText`. */
export const faultsAt = (faults: Fault[], place: string) =>
  faults.filter(({ member }) => member === place || member?.startsWith(`${place}[`) || member?.startsWith(`${place}.`));

/** What names no place that is shown elsewhere. */
export const faultsElsewhere = (faults: Fault[], places: string[]) =>
  faults.filter((fault) => places.every((place) => faultsAt([fault], place).length === 0));
