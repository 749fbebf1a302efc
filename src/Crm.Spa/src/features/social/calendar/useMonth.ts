import { useQuery } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import type { Post } from "../data";
import { dayAt, momentOf } from "../wallClock";

/** More than a month of most holds; what is beyond is said to be in the list. */
const MOST_PAGES = 5;
const PAGE = 100;

export type Entry = { post: Post; at: string };

/** When people see it, saw it, or would if it were no draft. */
export function timeOf(post: Post): string | null {
  const times = post.targets.flatMap((target) => target.publishedAt ?? target.plannedAt ?? []).sort();
  return times[0] ?? post.publishAt;
}

/** The posts that are planned for the days from one up to another, or were published then, by day. */
export function useEntries(from: string, to: string, timeZone: string) {
  const [plannedFrom, plannedTo] = [from, to].map((day) => momentOf(`${day}T00:00`, timeZone).at.toISOString());

  return useQuery({
    queryKey: ["posts", "calendar", plannedFrom, plannedTo],
    queryFn: () => readAll({ plannedFrom: plannedFrom!, plannedTo: plannedTo! }),
    select: ({ posts, isCut }) => ({ days: byDay(posts, timeZone), count: posts.length, isCut }),
  });
}

async function readAll(range: { plannedFrom: string; plannedTo: string }): Promise<{ posts: Post[]; isCut: boolean }> {
  const posts: Post[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer: { data: Post[]; nextCursor: string | null } = await body(
      api.GET("/api/v1/posts", { params: { query: { ...range, limit: PAGE, ...(cursor ? { cursor } : {}) } } }),
    );
    posts.push(...answer.data);
    cursor = answer.nextCursor;
    if (cursor === null) {
      break;
    }
  }
  return { posts, isCut: cursor !== null };
}

function byDay(posts: Post[], timeZone: string): Map<string, Entry[]> {
  const entries = posts
    .flatMap((post) => {
      const at = timeOf(post);
      return at ? [{ post, at }] : [];
    })
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const days = new Map<string, Entry[]>();
  for (const entry of entries) {
    const day = dayAt(entry.at, timeZone);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return days;
}
