// Publishes one Markdown file to a WeChat at an address of ours with @wenyan-md/core, and prints {"ms": t}.
// node wenyan_publish.mjs BASE APP_ID APP_SECRET FILE   (run where @wenyan-md/core is installed; XDG_CONFIG_HOME
// names a folder for its caches)
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";

const [base, appId, appSecret, file] = process.argv.slice(2);
const HOST = "https://api.weixin.qq.com";
const real = globalThis.fetch; // it takes `fetch` when it is loaded, and its addresses are written into it
globalThis.fetch = (url, about) => real(String(url).replace(HOST, base), about);
const wrapper = `${process.cwd()}/node_modules/@wenyan-md/core/dist/wrapper.js`;
const { renderStyledContent, publishToWechatDraft } = await import(pathToFileURL(wrapper).href);
const options = { themeId: "default", hlThemeId: "solarized-light", isMacStyle: true, isAddFootnote: true };
const start = performance.now();
const body = readFileSync(file, "utf8").replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, "");
const content = await renderStyledContent(body, options);
await publishToWechatDraft({ title: "bench", content }, { appId, appSecret, relativePath: dirname(file) });
console.log(JSON.stringify({ ms: performance.now() - start }));
