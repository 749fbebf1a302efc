import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Failed, LoadingRows } from "./States";
import { useReady } from "./useReady";

type Props<T> = {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
  /** While it is read for the first time. */
  loading?: ReactNode;
  empty?: ReactNode;
  isEmpty?: (data: T) => boolean;
};

/** What a query is at: on its way, failed, empty, or here. What was read before stays while it is read again. */
export function QueryView<T>({ query, children, loading, empty, isEmpty }: Props<T>) {
  const isReady = useReady(query.data !== undefined);
  if (!isReady || query.data === undefined) {
    return query.isError ? (
      <Failed error={query.error} retry={() => void query.refetch()} />
    ) : (
      (loading ?? <LoadingRows />)
    );
  }
  return empty !== undefined && isEmpty?.(query.data) ? empty : children(query.data);
}
