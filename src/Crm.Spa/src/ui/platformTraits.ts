/**
 * What the app must know of a platform beyond the server's catalogue, all of it looks and words: which fields to offer, how a post is
 * drawn, what sending is called. What a platform takes is decided by the server's check, and one that is not here works without.
 * With its icon (PlatformIcon) this is all that a new platform may want to have here.
 */
type Traits = {
  /** People look for it first. */
  comesFirst?: true;
  /** Its own word for sending, among the texts of social. */
  sendWord?: string;
  hasThread?: true;
  hasArticle?: true;
  hasAuthors?: true;
  /** It shows the picture, square, and the words below it. */
  isPictureFirst?: true;
  /** Where an account's posts are looked at when only the platform can tell what became of one. */
  pageOf?: (username: string) => string;
  /** Counts as the platform does, at every letter; loaded when it is needed. */
  counter?: () => Promise<(text: string) => number>;
};

const TRAITS: Record<string, Traits> = {
  x: {
    comesFirst: true,
    sendWord: "send.tweet",
    hasThread: true,
    pageOf: (username) => `https://x.com/${username}`,
    counter: async () => {
      const library = await import("twitter-text");
      const { parseTweet } = "parseTweet" in library ? library : (library as { default: typeof library }).default;
      return (text) => parseTweet(text).weightedLength;
    },
  },
  linkedin: { hasArticle: true, hasAuthors: true },
  instagram: { isPictureFirst: true, pageOf: (username) => `https://www.instagram.com/${username}/` },
};

export const traitsOf = (platform: string): Traits => TRAITS[platform] ?? {};
