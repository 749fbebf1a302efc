import { useEffect, useState } from "react";

/** The secret of a mail's link. It is taken out of the address, so that it stays in no history and on no screen. */
export function useMailToken(): string | null {
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get("token"));

  // Not before it stands on the screen: a rendering that waits for its texts begins again and reads the address once more.
  useEffect(() => {
    if (token) {
      history.replaceState(history.state, "", location.pathname);
    }
  }, [token]);

  return token;
}
