const { TwitterApi } = require("twitter-api-v2");

const { keys, text, media, tamper } = JSON.parse(process.argv[2]);

/** Spoils the first letter of what the client has signed. */
const tampering = {
  onBeforeRequest({ requestOptions }) {
    requestOptions.headers.Authorization = requestOptions.headers.Authorization.replace(
      /oauth_signature="(.)/,
      (_, letter) => `oauth_signature="${letter === "A" ? "B" : "A"}`,
    );
  },
};
const client = new TwitterApi(keys, { plugins: tamper ? [tampering] : [] });

async function run() {
  const me = await client.v2.me({ "user.fields": ["verified", "public_metrics"] });
  const payload = media
    ? { media: { media_ids: [await client.v2.uploadMedia(Buffer.from(media, "base64"), { media_type: "image/png" })] } }
    : {};
  const posted = await client.v2.tweet(text, payload);
  const read = await client.v2.singleTweet(posted.data.id, { "tweet.fields": ["created_at", "author_id"] });
  const timeline = await client.v2.userTimeline(me.data.id, { max_results: 5 });
  const deleted = await client.v2.deleteTweet(posted.data.id);
  return { me: me.data, posted: posted.data, read: read.data, timeline: timeline.tweets, deleted: deleted.data };
}

run()
  .catch((error) => ({ refused: error.code, title: error.data?.title, remaining: error.rateLimit?.remaining }))
  .then((answer) => console.log(JSON.stringify(answer)));
