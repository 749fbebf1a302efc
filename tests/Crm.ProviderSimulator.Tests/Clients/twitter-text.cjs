const { readFileSync } = require("node:fs");
const twitter = require("twitter-text");

const { file } = JSON.parse(process.argv[2]);
const answers = JSON.parse(readFileSync(file, "utf8")).map((text) => ({
  length: twitter.getTweetLength(text),
  links: twitter.extractUrlsWithIndices(text.normalize()).map(({ url, indices }) => ({ start: indices[0], text: url })),
  cashtags: twitter.extractCashtags(text.normalize()).length,
  invalid: twitter.hasInvalidCharacters(text),
}));
console.log(JSON.stringify(answers));
