// Renders Markdown files with @wenyan-md/core for WeChat, in one process, and prints {"posts": n, "over": n, "ms": t}.
// node wenyan.mjs FILE…   (run where @wenyan-md/core is installed)
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const wrapper = `${process.cwd()}/node_modules/@wenyan-md/core/dist/wrapper.js`;
const { renderStyledContent } = await import(pathToFileURL(wrapper).href);
const options = { themeId: "default", hlThemeId: "solarized-light", isMacStyle: true, isAddFootnote: true };
let posts = 0;
let over = 0;
const start = performance.now();
for (const file of process.argv.slice(2)) {
  const body = readFileSync(file, "utf8").replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, "");
  const html = await renderStyledContent(body, options);
  posts += 1;
  over += html.length > 20000 ? 1 : 0;
}
console.log(JSON.stringify({ posts, over, ms: performance.now() - start }));
