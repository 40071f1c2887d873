#!/bin/sh
# Shows redraft at work on a copy of the survey panel: three edits, as a person would make them, each planned, written as
# Flyway changesets and checked. Needs a POSIX shell, cp and diff, and no database.
#
#   REDRAFT   the redraft binary; by default bin/redraft at the root of the repository
#   NO_COLOR  set it for plain text
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
example=$(dirname -- "$here")
redraft=${REDRAFT:-$example/../../bin/redraft}
case $redraft in
    */*) redraft=$(CDPATH= cd -- "$(dirname -- "$redraft")" && pwd)/$(basename -- "$redraft") ;;
esac
if ! command -v "$redraft" >/dev/null 2>&1; then
    echo "demo: no redraft at $redraft: build it first, or set REDRAFT" >&2
    exit 1
fi

bold='' faint='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
    bold=$(printf '\033[1m') faint=$(printf '\033[2m') plain=$(printf '\033[0m')
fi

chapter() { printf '\n%s== %s%s\n' "$bold" "$*" "$plain"; }
say() { printf '%s# %s%s\n' "$faint" "$*" "$plain"; }

# show prints a command as a person would type it: words with blanks in quotes.
show() {
    printf '\n%s$' "$bold"
    for word; do
        case $word in
            *' '*) printf ' "%s"' "$word" ;;
            *) printf ' %s' "$word" ;;
        esac
    done
    printf '%s\n' "$plain"
}

# run shows a redraft command and runs it; the demonstration ends when it fails.
run() {
    show redraft "$@"
    "$redraft" "$@"
}

# refused runs a command that must be refused: the way out is in what it says.
refused() {
    show redraft "$@"
    if "$redraft" "$@"; then
        echo "demo: this was expected to be refused" >&2
        exit 1
    fi
}

# edit makes one of the prepared changes and shows it.
edit() {
    (cd "$here/edits/$1" && find . -type f) | while read -r file; do
        show vi "${file#./}"
        diff -u "$file" "$here/edits/$1/$file" | sed '1,2d' || true
        cp "$here/edits/$1/$file" "$file"
    done
}

# look shows files that redraft wrote.
look() {
    show cat "$@"
    cat "$@"
}

work=$(mktemp -d "${TMPDIR:-/tmp}/survey-panel.XXXXXX")
cp -R "$example/absolute" "$example/incremental" "$example/etl" "$example/redraft.yaml" "$work/"
cd "$work"

chapter "A project in order"
say "absolute/ says what the warehouse should look like, incremental/ how it got there, etl/ what must keep working."
run check
run plan
say "Who hangs on the fact table?"
run deps core.answer

chapter "1. Open answers get longer"
edit 0001-widen-answer-text
run plan
run changeset "widen answer text"
say "Redshift refuses the second file inside a transaction; its side-car tells Flyway so."
look incremental/V19__*
run check

chapter "2. Scores get half points"
say "No ALTER can turn an integer into a numeric: the table is built anew, rows, keys, comments, grants, views and all."
edit 0002-retype-score
run plan
say "A score above 99,999,999 would not fit. What may do harm needs consent by name; nothing is written without it."
refused changeset "scores with halves"
run changeset "scores with halves" --allow lossy-cast
run check

chapter "3. Gibberish does not count"
say "The output columns stay the same: the view is replaced in place, and the views above it do not notice."
edit 0003-view-change
run plan
run changeset "gibberish does not count"

chapter "All is in order again"
run check
run plan
say "The history arrives at the scripts. This copy is yours to play with:"
printf '\n%s\n' "$work"
