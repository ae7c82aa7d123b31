# SPDX-FileCopyrightText: 2026 The nabla authors
# SPDX-License-Identifier: BSL-1.0
# awk -f pages.awk PAGE: a page as Doxygen reads it. GitHub's signs for formulas, $…$ and lines of $$, become Doxygen's; a page is known by the name of its file;
# links lead to pages, and what is no page of the site is named and not linked.

function page_name(path) { sub(/^.*\//, "", path); sub(/\.md$/, "", path); return path == "README" ? "readme" : path }
# What may stand between backticks: Doxygen takes a single quote there for the end, and leaves the sign before | in tables.
function code_span(text) {
  if (text ~ /^[a-z()&!\\| ]*\\\|[a-z()&!\\| ]*$/) return "<tt>" text "</tt>"
  return index(text, "'") ? "``" text "``" : "`" text "`"
}
function link(text, target,   anchor) {
  if (target ~ /^(https?:|mailto:)/) return "[" text "](" target ")"
  if (target ~ /\.svg$/) return "[" text "](" target ")"
  if (target ~ /^#/) return text
  sub(/#.*/, "", target)
  if (target ~ /^(\.\.\/)?examples\/README\.md$/ || (target == "README.md" && FILENAME ~ /examples/)) return "[" text "](@ref examples)"
  if (target ~ /data\/README\.md$/) return text
  if (target ~ /\.md$/) return "[" text "](@ref " page_name(target) ")"
  return text
}
# Links and formulas of a text without code.
function plain(text,   result, before, inside, target) {
  result = ""
  while (match(text, /!?\[[^\]]*\]\([^)]*\)/)) {
    before = substr(text, 1, RSTART - 1)
    inside = substr(text, RSTART, RLENGTH)
    text = substr(text, RSTART + RLENGTH)
    result = result formulas(before)
    if (inside ~ /^!/) { result = result inside; continue }
    target = inside; sub(/^.*\]\(/, "", target); sub(/\)$/, "", target)
    sub(/^\[/, "", inside); sub(/\]\(.*$/, "", inside)
    result = result link(inside, target)
  }
  return result formulas(text)
}
function formulas(text,   result) {
  result = ""
  gsub(/#include/, "\\#include", text)
  while (match(text, /\$[^$]+\$/)) {
    result = result substr(text, 1, RSTART - 1) "\\f$" substr(text, RSTART + 1, RLENGTH - 2) "\\f$"
    text = substr(text, RSTART + RLENGTH)
  }
  return result text
}
# Links may hold code: [`list.hpp`](…).
function line_of_text(text,   result, begin, n, code, rest) {
  result = ""
  # code spans are put aside while the rest is looked at
  n = 0
  while (match(text, /`[^`]+`/)) {
    code[++n] = code_span(substr(text, RSTART + 1, RLENGTH - 2))
    text = substr(text, 1, RSTART - 1) "\001" n "\002" substr(text, RSTART + RLENGTH)
  }
  text = plain(text)
  for (; n > 0; --n) { begin = index(text, "\001" n "\002"); if (begin) text = substr(text, 1, begin - 1) code[n] substr(text, begin + length("\001" n "\002")) }
  return text
}
/^<!-- SPDX/ || /^ *<!-- (snippet|output|theirs|Written|The test)/ { print ""; next }
/^ *```/ { fence = !fence; print; next }
fence { print; next }
/^ *\$\$$/ { display = !display; print display ? "\\f[" : "\\f]"; next }
display { print; next }
/^    / && !listed { print; next }
/^# / && !titled { titled = 1; print line_of_text($0) (FILENAME ~ /docs\/index\.md$/ ? "" : " {#" (FILENAME ~ /examples\/README/ ? "examples" : page_name(FILENAME)) "}"); next }
{ if ($0 ~ /^ *([-*]|[0-9]+\.) /) listed = 1; else if ($0 ~ /^[^ ]/) listed = 0; print line_of_text($0) }
