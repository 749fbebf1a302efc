import { QueryClient } from "@tanstack/react-query";
import { isProblem } from "@/api/problem";
import { session } from "@/api/session";

const MOST_TRIES = 3;

export const queryClient = new QueryClient({
  defaultOptions: {
    // What the browser takes for being offline says nothing about our server: a call is made, and fails with words.
    mutations: { networkMode: "always" },
    queries: {
      networkMode: "always",
      refetchOnReconnect: true,
      staleTime: 15_000,
      // What the server has clearly refused is refused again; a connection or a server in trouble may be better in a moment.
      retry: (failures, error) => failures < MOST_TRIES && (!isProblem(error) || error.problem.status >= 500),
      retryDelay: (failures, error) =>
        isProblem(error) && error.retryAfter ? error.retryAfter * 1000 : Math.min(500 * 2 ** failures, 8_000),
    },
  },
});

/** Nothing of the company before: who one is there is read first, then the screens begin anew (Shell). */
session.onSwitch(() => {
  void queryClient.cancelQueries();
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" });
  void queryClient.invalidateQueries({ queryKey: ["me"] });
});
session.subscribe(() => {
  if (session.state() === "signed-out") {
    queryClient.clear();
  }
});
