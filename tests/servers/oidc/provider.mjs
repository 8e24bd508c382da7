// A certified OpenID provider, for tests: signs in whoever the test says, with the claims it says.
import { createServer } from "node:http";
import Provider from "oidc-provider";

const { port, clients } = JSON.parse(process.argv[2]);
const accounts = new Map();
const read = async (request) => {
  let body = "";
  for await (const piece of request) body += piece;
  return JSON.parse(body || "{}");
};

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients,
  acrValues: ["basic", "substantial", "high"],
  claims: { openid: ["sub", "acr", "amr", "roles", "bsn"] },
  conformIdTokenClaims: false,
  cookies: { keys: ["invented"] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts.get(id) }) }),
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid");
    await grant.save();
    return grant;
  },
});
provider.on("server_error", (_, error) => console.error(error));

const answer = provider.callback();
createServer(async (request, response) => {
  if (request.method === "POST" && request.url.startsWith("/interaction/")) {
    const { account, acr, amr, claims, error } = await read(request);
    accounts.set(account, claims ?? {});
    const login = { accountId: account, acr, amr, remember: false };
    await provider.interactionFinished(request, response, error ? { error } : { login });
  } else {
    answer(request, response);
  }
}).listen(port, "127.0.0.1");
