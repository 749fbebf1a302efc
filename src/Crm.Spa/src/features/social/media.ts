import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import type { components } from "@/api/schema";
import { queryClient } from "@/app/queryClient";

export type Media = components["schemas"]["MediaDto"];

/** Bytes never change under their id. */
const ALWAYS = { staleTime: Infinity, retry: false } as const;

export const mediaQuery = (mediaId: string) =>
  queryOptions({
    queryKey: ["media", mediaId],
    queryFn: () => body(api.GET("/api/v1/media/{mediaId}", { params: { path: { mediaId } } })),
    ...ALWAYS,
  });

type Content = { address: string; type: string };

/** An address of the file for this page: its own one is shown to nobody who does not carry the person's token. */
const contentQuery = (mediaId: string) =>
  queryOptions({
    queryKey: ["media", mediaId, "content"],
    queryFn: async (): Promise<Content> => {
      const { data } = await api.GET("/api/v1/media/{mediaId}/content", {
        params: { path: { mediaId } },
        parseAs: "blob",
      });
      const bytes = data as unknown as Blob;
      return { address: URL.createObjectURL(bytes), type: bytes.type };
    },
    ...ALWAYS,
  });

// What nobody shows any more does not stay in memory.
queryClient.getQueryCache().subscribe(({ type, query }) => {
  const [noun, , part] = query.queryKey;
  if (type === "removed" && noun === "media" && part === "content" && query.state.data) {
    URL.revokeObjectURL((query.state.data as Content).address);
  }
});

export const useMediaContent = (mediaId: string) => useQuery(contentQuery(mediaId));

export async function upload(file: File): Promise<Media> {
  const form = new FormData();
  form.set("file", file);
  const { data } = await api.POST("/api/v1/media", { body: form as never, bodySerializer: (sent) => sent as never });
  return data!;
}
