// Loaded before a client: TLS connections go to the simulator, under the name and with the Host header of where they were meant for.
const https = require("node:https");
const tls = require("node:tls");

https.Agent.prototype.createConnection = (options) =>
  tls.connect({
    host: "127.0.0.1",
    port: Number(process.env.SIMULATOR_PORT),
    servername: options.servername || options.host,
    ca: process.env.SIMULATOR_CERTIFICATE,
  });
