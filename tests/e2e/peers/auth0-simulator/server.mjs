// Auth0 as an application meets it, simulated by @simulacrum/auth0-simulator, with an API of its own beside it.
// It needs a certificate in $HOME/.simulacrum/certs. Argument: a free port. Prints its issuer on one line once it
// listens; ends with its standard input.

import { createRequire } from "node:module";

// Its module for `import` can't sign: there it takes jsonwebtoken's namespace for the library itself.
const { simulation } = createRequire(import.meta.url)("@simulacrum/auth0-simulator");

const port = Number(process.argv[2]);
const app = simulation({
  options: {
    audience: "https://someapi.example/api",
    // Below the folder that it runs in.
    rulesDirectory: "rules",
  },
  extend: { extendRouter },
});
await app.listen(port);
console.log(`https://localhost:${port}/`);
process.stdin.resume().on("end", () => process.exit(0));

function extendRouter(router) {
  // Auth0 takes forms too; the tutorial writes JSON, and so must who follows it.
  router.post("/oauth/token", (request, response, next) =>
    request.is("application/json") ? next() : response.status(415).json({ error: "invalid_request" }),
  );
  // The API of the tutorial's third step: it tells who has called it.
  router.get("/api", (request, response) => {
    const [scheme, token] = (request.headers.authorization ?? "").split(" ");
    if (scheme !== "Bearer" || !token) {
      return response.status(401).set("WWW-Authenticate", "Bearer").json({ error: "invalid_token" });
    }
    const { sub } = JSON.parse(Buffer.from(token.split(".")[1], "base64url"));
    response.json({ sub });
  });
}
