// node cookies.mjs : WorkOS's own library for Node, told by lines of JSON on its standard input; it answers each with one line.
import { createInterface } from 'node:readline';
import { WorkOS } from './library/package/lib/index.mjs';
for await (const line of createInterface({ input: process.stdin })) {
  const { act, url, key, clientId, password, cookie, code, organizationId } = JSON.parse(line);
  const at = new URL(url);
  const { userManagement } = new WorkOS(key, { clientId, apiHostname: at.hostname, port: Number(at.port), https: false });
  const session = () => userManagement.loadSealedSession({ sessionData: cookie, cookiePassword: password });
  const acts = {
    signIn: () => userManagement.authenticateWithCode({ code, clientId, session: { sealSession: true, cookiePassword: password } }),
    authenticate: () => session().authenticate(),
    refresh: () => session().refresh({ organizationId }),
  };
  let answer;
  try {
    answer = { value: await acts[act]() };
  } catch (e) {
    answer = { error: String(e) };
  }
  console.log(JSON.stringify(answer));
}
