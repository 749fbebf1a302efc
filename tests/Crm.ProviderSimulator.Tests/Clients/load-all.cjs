const https = require("node:https");

const { path } = JSON.parse(process.argv[2]);
const clients = ["twitter-api-v2", "linkedin-api-client", "facebook-nodejs-business-sdk"].map((name) => {
  require(name);
  return name;
});

https.get(`https://api.x.com${path}`, (answer) => {
  answer.resume();
  console.log(JSON.stringify({ status: answer.statusCode, clients }));
});
