const { TwitterApi } = require("twitter-api-v2");

const { appKey, appSecret, callback, simulator } = JSON.parse(process.argv[2]);

async function run() {
  const link = await new TwitterApi({ appKey, appSecret }).generateAuthLink(callback, { linkMode: "authorize" });
  const consent = await fetch(new URL("/sim/x/consent", simulator), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ authorizationUrl: link.url, allow: true }),
  });
  const redirect = new URL((await consent.json()).redirectUrl);
  const [accessToken, accessSecret] = [link.oauth_token, link.oauth_token_secret];
  const signedIn = await new TwitterApi({ appKey, appSecret, accessToken, accessSecret }).login(
    redirect.searchParams.get("oauth_verifier"),
  );
  const me = await signedIn.client.v2.me();
  return { confirmed: link.oauth_callback_confirmed, userId: signedIn.userId, me: me.data };
}

run().then((answer) => console.log(JSON.stringify(answer)));
