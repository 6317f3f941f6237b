#!/usr/bin/env bash
# Builds the web application into dist/ (build), or runs its unit tests (test). Does nothing that is
# done already: Maven calls it in every build. Needs Node 20.19; without it: mvn -Dui.skip=true.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

task=${1:?build or test}
stamp=target/$task

is_done() {
  [[ -f $stamp && ($task != build || -f dist/index.html) ]] &&
    [[ -z $(find src public index.html ./*.json ./*.ts .npmrc build.sh ../openapi.yaml \
      -newer "$stamp" -type f -not -path src/api/schema.ts -print -quit) ]]
}

if is_done; then
  echo "ui: nothing to $task"
  exit 0
fi
[[ node_modules/.package-lock.json -nt package-lock.json ]] || npm ci --prefer-offline
npm run -s "$task"
mkdir -p target
touch "$stamp"
