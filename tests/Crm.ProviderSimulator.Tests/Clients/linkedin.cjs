const { AuthClient, RestliClient } = require("linkedin-api-client");

const { clientId, clientSecret, redirectUrl, code, author, versionString } = JSON.parse(process.argv[2]);
const auth = new AuthClient({ clientId, clientSecret, redirectUrl });
const rest = new RestliClient();
const entity = {
  author,
  commentary: "Merhaba \\(test\\)",
  visibility: "PUBLIC",
  distribution: { feedDistribution: "MAIN_FEED" },
  lifecycleState: "PUBLISHED",
};

async function refusal(call) {
  try {
    await call;
    return null;
  } catch (failure) {
    return failure.response.data;
  }
}

async function run() {
  const token = await auth.exchangeAuthCodeForAccessToken(code);
  const accessToken = token.access_token;
  const introspected = await auth.introspectAccessToken(accessToken);
  const me = await rest.get({ resourcePath: "/userinfo", accessToken });
  const posts = { resourcePath: "/posts", entity, accessToken };
  const made = await rest.create({ ...posts, versionString });
  const additionalConfig = { url: "https://api.linkedin.com/rest/posts" };
  const versionless = await refusal(rest.create({ ...posts, additionalConfig }));
  const sunset = await refusal(rest.create({ ...posts, versionString: "202401" }));
  const repeated = await refusal(rest.create({ ...posts, versionString }));
  const post = { resourcePath: "/posts/{id}", pathKeys: { id: made.createdEntityId }, accessToken, versionString };
  const updated = await rest.partialUpdate({ ...post, patchSetObject: { commentary: "Yeni" } });
  const deleted = await rest.delete(post);
  return {
    token,
    introspected: introspected.data ?? introspected,
    me: me.data,
    made: { status: made.status, id: made.createdEntityId },
    versionless,
    sunset,
    repeated,
    updated: updated.status,
    deleted: deleted.status,
  };
}

run().then((answer) => console.log(JSON.stringify(answer)));
