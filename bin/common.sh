#!/usr/bin/env bash
# What the scripts of this folder share: where things are, how progress is shown, how a failure is told.
#
# Sourced, not run.

set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
logs="$root/.build-logs"
mkdir -p "$logs"

say() { printf '%s\n' "$@" >&2; }
die() { say "$@"; exit 1; }

# Prints the lines of comment below the second line of a script: its help.
help_of() { awk 'NR > 2 && !/^#/ { exit } NR > 2 { sub(/^# ?/, ""); print }' "$1"; }

# logged NAME WORDS COMMAND...: runs the command with its output in a log.
# A terminal shows the newest step in one line that moves; elsewhere a line now and then shows that it lives.
# On failure the errors are shown and the log is named.
logged() {
  local name=$1 words=$2 log="$logs/$1.log" moving=0
  shift 2
  [ -t 2 ] && moving=1
  say "$words"
  if "$@" 2>&1 </dev/null | tee "$log" | progress "$moving"; then return 0; fi
  say "failed: $words"
  grep -E '(^|[^a-z])error:' "$log" | sort -u | head -n 40 >&2 || tail -n 40 "$log" >&2
  say "the whole log: $log"
  return 1
}

progress() {
  local moving=$1 line step shown=0 columns=80
  [ "$moving" = 0 ] || columns=$(tput cols 2>/dev/null || echo 80)
  while IFS= read -r line; do
    if [[ $line =~ ^\[([0-9]+)/[0-9]+\] ]]; then
      step=${BASH_REMATCH[1]}
      if [ "$moving" = 1 ]; then
        printf '\r\033[K%s' "${line:0:columns-1}" >&2
      elif [ "$((step - shown))" -ge 100 ] || [ "$step" -lt "$shown" ]; then
        say "$line"
        shown=$step
      fi
    elif [ "$moving" = 1 ] && [[ $line =~ ^(Fetch|Updat|Comput|Creat|Work|Build) ]]; then
      printf '\r\033[K%s' "${line:0:columns-1}" >&2
    fi
  done
  [ "$moving" = 0 ] || printf '\r\033[K' >&2
}

# The one set of flags for each kind of build, so that no script throws away what another has built.
build_debug() {
  swift build --package-path "$root" "$@" \
    --explicit-target-dependency-import-check error -debug-info-format none
}
build_release() {
  swift build --package-path "$root" -c release "$@" --explicit-target-dependency-import-check error
}

# A fingerprint of the contents of files and folders; it changes when any byte or name does.
fingerprint() {
  (cd "$root" && find "$@" -type f ! -name '.*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-64)
}
