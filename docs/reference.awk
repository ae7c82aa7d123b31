# SPDX-FileCopyrightText: 2026 The nabla authors
# SPDX-License-Identifier: BSL-1.0
# awk -f reference.awk HEADER: what a header declares in nabla::, for Doxygen: the names of its door sign with their docstrings, and nothing else. What a rule says
# of its function stands with the function. -v signatures=yes: lines "topic <tab> name <tab> signature" in place of declarations.

function trimmed(text) { sub(/^ +/, "", text); sub(/ +$/, "", text); return text }

# Splits at commas outside of brackets.
function split_arguments(text, parts,   i, c, depth, n, begin) {
  n = 0; begin = 1; depth = 0
  for (i = 1; i <= length(text); ++i) {
    c = substr(text, i, 1)
    if (index("(<[{", c)) ++depth
    else if (index(")>]}", c) && substr(text, i - 1, 2) != "->") --depth
    else if (c == "," && depth == 0) { parts[++n] = trimmed(substr(text, begin, i - begin)); begin = i + 1 }
  }
  if (trimmed(substr(text, begin)) != "") parts[++n] = trimmed(substr(text, begin))
  return n
}

function group_of(file) {
  if (file ~ /\/rules\/(function|operation)\.hpp|\/(facts|shape)\.hpp|support\/select/) return "own_functions"
  if (file ~ /\/rules\/(pieces|conditions)\.hpp/) return "choices"
  if (file ~ /\/rules\/(activations|gated_units|softmax|losses|neural)\.hpp/) return "networks"
  if (file ~ /\/rules\/(matrix|means|products|norms|structure|linear_algebra|triangular|arithmetic)\.hpp/) return "matrices"
  if (file ~ /\/rules\/(blocks|stacks|gather|element|sizes_of_parts|vectors)\.hpp/) return "parts"
  if (file ~ /\/rules\//) return "elementary"
  if (file ~ /\/(evaluate\/loops)\//) return "loops"
  if (file ~ /\/(expression|shape)\//) return "symbols"
  if (file ~ /\/record\//) return "recorded"
  if (file ~ /\/print\//) return "printing"
  if (file ~ /\/check\//) return "checking"
  if (file ~ /\/train\//) return "training"
  if (file ~ /\/interop\//) return "solvers"
  if (file ~ /\/graph\/canonical\//) return "proofs"
  if (file ~ /\/evaluate\/(derivatives\/|request\.hpp)|\/graph\/differentiate\//) return "derivatives"
  return "evaluation"
}

# The docstring as Doxygen reads it: indented lines are code, and signs that it would take for commands are signs.
function print_doc(doc,   lines, n, i, line, code) {
  n = split(doc, lines, "\n")
  code = 0
  for (i = 1; i <= n; ++i) {
    line = lines[i]
    if (line ~ /^    / && !code) { print "///"; print "/// ~~~~{.cpp}"; code = 1 }
    if (line !~ /^    / && code) { print "/// ~~~~"; print "///"; code = 0 }
    if (code) { print "/// " substr(line, 5); continue }
    if (line !~ /`/) { gsub(/\\/, "\\\\", line); gsub(/#/, "\\#", line); gsub(/</, "\\&lt;", line); gsub(/>/, "\\&gt;", line) }
    print "/// " line
  }
  if (code) print "/// ~~~~"
  print "/// \\ingroup " group_of(file)
}

# The operands of the rule by which a function is given: the names that the rule has for them.
function operand_names(line, name,   rule) {
  rule = ""
  if (match(line, /node_of<[a-z0-9_]+/)) rule = substr(line, RSTART + 8, RLENGTH - 8)
  return rule in operands_of ? operands_of[rule] : ""
}

# The function that a line declares: the first public name before a parenthesis.
function function_in(text,   word, at) {
  at = index(text, " = ")
  if (at) text = substr(text, 1, at)
  while (match(text, /[ *&][A-Za-z_0-9]+\(/)) {
    word = substr(text, RSTART + 1, RLENGTH - 2)
    if (word in public || room == "nabla") return word
    text = substr(text, RSTART + RLENGTH)
  }
  return ""
}

# name, doc, template line, the line where it is declared
function emit_function(name, doc, template, line,   open, depth, i, c, args, n, parts, names, letters, result, display, explicit, t, m, parameter, type, word, by_name) {
  open = index(line, name "(") + length(name)
  depth = 0
  for (i = open; i <= length(line); ++i) {
    c = substr(line, i, 1)
    if (c == "(") ++depth
    if (c == ")" && --depth == 0) break
  }
  args = substr(line, open + 1, i - open - 1)
  n = split_arguments(args, parts)
  names = operand_names(line, name)
  split(names == "matrix" ? "" : names, letters, " ")
  result = ""; display = ""; used_types = " "
  for (i = 1; i <= n; ++i) {
    parameter = parts[i]
    by_name = parameter
    if (parameter ~ /^[A-Z][A-Za-z]*(\.\.\.)?( = \{\})?$/) {
      type = parameter; sub(/(\.\.\.)?( = \{\})?$/, "", type)
      word = letters[i] != "" ? letters[i] : (names == "matrix" || file ~ /\/rules\// ? type : tolower(type))
      used_types = used_types type " "
      by_name = word (parameter ~ /\.\.\./ ? "…" : "")
      if (parameter ~ / = /) by_name = by_name " = " default_of(name)
      parameter = (concept_of(template, type) == "" ? type " " : concept_of(template, type) " auto ") (parameter ~ /\.\.\./ ? "... " : "") word (parameter ~ / = / ? " = {}" : "")
    } else if (parameter ~ /^[A-Z][A-Za-z]* [a-z]+$/) {
      type = parameter; sub(/ .*/, "", type); used_types = used_types type " "
      sub(/^.* /, "", by_name)
      if (concept_of(template, type) != "") parameter = concept_of(template, type) " auto " by_name
    } else {
      if (parameter ~ /^wrt_list<[^ ]*>$/) { parameter = parameter " symbols"; by_name = "wrt(…)" }
      else if (parameter ~ /^within_tolerance</) by_name = "within(t)"
      else if (parameter ~ /^dimension<Name>$/) by_name = "dim<\"k\">"
      else if (parameter ~ /^const point<B\.\.\.>& where$/) by_name = "at(…)"
      else if (parameter ~ /= \{\}$/) { sub(/ = \{\}$/, "", by_name); sub(/^.*[ &]/, "", by_name); by_name = by_name " = {}" }
      else sub(/^.*[ &]/, "", by_name)
    }
    result = result (i > 1 ? ", " : "") parameter
    display = display (i > 1 ? ", " : "") by_name
  }
  # What a caller writes between < and >: parameters that no operand gives.
  explicit = ""; shown_explicit = ""
  t = template; gsub(/detail::/, "", t); sub(/^template </, "", t); sub(/>[^>]*$/, "", t)
  m = split_arguments(t, parts)
  for (i = 1; i <= m; ++i) {
    type = parts[i]; sub(/ = .*/, "", type); sub(/^.* /, "", type); sub(/^\.\.\./, "", type)
    if (index(used_types, " " type " ") && parts[i] ~ /^Expression/) continue
    explicit = explicit (explicit == "" ? "" : ", ") parts[i]
    if (parts[i] ~ /^(auto|int|index|std::size_t|long|mode)/) shown_explicit = shown_explicit (shown_explicit == "" ? "" : ", ") tolower(type)
  }
  if (signatures) {
    print group_of(file) "\t" name "\t" name (shown_explicit != "" && index(line, "(") ? "<" shown_explicit ">" : "") "(" display ")"
    return
  }
  print_doc(doc)
  if (explicit != "") print "template <" explicit ">"
  line = substr(line, 1, open - length(name) - 1)
  gsub(/\[\[[a-z:_]+\]\] /, "", line); gsub(/NABLA_COLD /, "", line)
  if (line ~ /</) line = (line ~ /constexpr/ ? "constexpr " : "") "auto "  # what a caller need not know
  line = line name "(" result ");\n"
  gsub(/detail::/, "", line)
  print line
}
# The concept by which a template parameter is constrained.
function concept_of(template, type) { return match(template, "[<, :]Expression(\\.\\.\\.)? " type "[,> ]") ? "Expression" : "" }
# Of the few operands that may be left out.
function default_of(name) { return name == "leaky_relu" ? "0.01_c" : "1_c" }

BEGIN {
  file = ARGV[1]
  count = 0
  while ((getline text < file) > 0) line_of[++count] = text
  close(file)
  for (i = 1; i <= count; ++i) {
    if (line_of[i] == "namespace nabla {") sign = 1
    if (line_of[i] ~ /^}/) sign = 0
    text = line_of[i]
    while (sign && match(text, /detail::[A-Za-z_0-9]+("")?[a-z_]*/)) {
      if (line_of[i] ~ /^(using|    )/) public[substr(text, RSTART + 8, RLENGTH - 8)] = 1
      text = substr(text, RSTART + RLENGTH)
    }
  }
  print_open = 0
  room = ""; doc = ""; template = ""
  if (!signatures) print "namespace nabla {"
  for (i = 1; i <= count; ++i) {
    text = line_of[i]
    if (text ~ /^namespace nabla::detail/) { room = "detail"; continue }
    if (text ~ /^namespace nabla \{/) { room = "nabla"; continue }
    if (text ~ /^}  \/\/ namespace/ || (text ~ /^}$/ && room == "nabla")) { room = ""; doc = ""; continue }
    if (text ~ /^\/\/\//) { doc = doc (doc == "" ? "" : "\n") (text == "///" ? "" : substr(text, 5)); continue }
    if (text ~ /^\/\//) { if (doc == "") continue; doc = ""; continue }
    if (text ~ /^template/ && text !~ /\) ?(\{|const|->|;)/ && text !~ /^template.*concept/) { template = text; continue }
    if (text ~ /^  requires/) { refused = text ~ /Wrong|[(]!are_numbers/; continue }
    if (text ~ /^[ #}]/ || text == "" || text ~ /^using detail/) { if (text == "") doc = template = ""; continue }
    if (text ~ /^(namespace|friend|static_assert|NABLA_|found_by)/) { doc = template = ""; continue }
    if (match(text, /^template *<[^(]*> */) && text ~ /concept/) { template = substr(text, 1, RLENGTH); text = substr(text, RLENGTH + 1) }
    name = ""; kind = ""
    if (match(text, /^(struct|class|enum class) [A-Za-z_0-9]+/)) { kind = "type"; name = substr(text, RSTART, RLENGTH); sub(/^.* /, "", name) }
    else if (match(text, /^concept [A-Za-z_0-9]+/)) { kind = "concept"; name = substr(text, 9, RLENGTH - 8) }
    else if (match(text, /^using [A-Za-z_0-9]+ =/)) { kind = "using"; name = substr(text, 7, RLENGTH - 8) }
    else if (text ~ /operator""_c/) { kind = "function"; name = "operator\"\"_c" }
    else if ((name = function_in(text)) != "") kind = "function"
    else if (match(text, /^inline constexpr [^=({]*[ ][A-Za-z_0-9]+ ?[={]/)) { kind = "value"; name = substr(text, RSTART, RLENGTH - 1); sub(/ $/, "", name); sub(/^.* /, "", name) }
    seen = name in public || (room == "nabla" && name != "")
    is_specialised = text ~ ("^(struct|class) " name "<") || template ~ /^template <>/

    # A rule: what it says belongs to its function.
    if (kind == "type" && name ~ /_rule$/) {
      doc_of[name] = doc
      operands_of[name] = text ~ /matrix_function/ ? "matrix" : ""
      for (k = i; k <= count && line_of[k] !~ /^};?/; ++k)
        if (operands_of[name] == "" && match(line_of[k], / (value|extends|meaning|definition)\(auto [a-z]+(, auto [a-z]+)*\)/)) {
          words = substr(line_of[k], RSTART, RLENGTH); gsub(/^ [a-z]+\(|\)$|auto |,/, "", words); operands_of[name] = words
        }
      if (text !~ /};?$/) i = k
      doc = template = ""
      continue
    }
    # Where it ends: in this line, or where a brace stands at the beginning of a line.
    end = i
    if (text !~ /[;}]$/ && text !~ /[;}] *\/\/.*$/) for (end = i + 1; end < count && line_of[end] !~ /^}/ && !(kind == "concept" && line_of[end] ~ /;$/) && !(kind ~ /value|using|function/ && line_of[end] ~ /^ .*;$/ && line_of[i] !~ /\{$/); ++end) ;
    if (kind == "" || !seen || is_specialised || refused || text ~ /::never;|_to_try<|_refused /) { i = end; doc = template = ""; refused = 0; continue }
    if (kind == "function") {
      if (match(text, /node_of<[a-z0-9_]+/)) {
        rule = substr(text, RSTART + 8, RLENGTH - 8)
        if (doc_of[rule] != "" && doc_of[rule] != doc) doc = doc_of[rule] (doc == "" ? "" : "\n\n" doc)
      }
      if (doc == "" && last_name == name && file !~ /refusals/) doc = "The same of other arguments."
      if (doc != "" || (signatures && file !~ /refusals/)) { emit_function(name, doc, template, text); last_name = name }
    } else if (doc != "" || kind == "value") {
      if (signatures) {
        explicit = ""
        m = split_arguments(substr(template, 11, length(template) - 11), parts)
        for (k = 1; k <= m; ++k) { word = parts[k]; sub(/ = .*/, "", word); sub(/^.* /, "", word); explicit = explicit (k > 1 ? ", " : "") tolower(word) (parts[k] ~ /\.\.\. / ? "…" : "") }
        if (kind == "value") print group_of(file) "\t" name "\t" name (explicit == "" ? "" : "<" explicit ">")
      } else if (kind == "value") {
        if (doc != "") { print_doc(doc); if (template != "") print template; print "constexpr auto " name ";\n" }
      } else {
        print_doc(doc)
        if (template != "") print template
        for (k = i; k <= end; ++k) { text = line_of[k]; gsub(/NABLA_COLD |\[\[[a-z:_]+\]\] /, "", text); gsub(/detail::/, "", text); print text }
        print ""
      }
    }
    i = end; doc = template = ""
  }
  if (!signatures) print "}  // namespace nabla"
}
