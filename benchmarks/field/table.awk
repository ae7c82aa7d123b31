# SPDX-FileCopyrightText: 2026 The nabla authors
# SPDX-License-Identifier: BSL-1.0
# Lines of JSON from contest.hpp → a table for each compiler and setting: times the best code by hand. The numbers of the first go to `picture` for gnuplot.
function value(key,  from, text) {
  if (!match($0, "\"" key "\": ")) return ""
  text = substr($0, RSTART + RLENGTH)
  if (substr(text, 1, 1) == "\"") { text = substr(text, 2); return substr(text, 1, index(text, "\"") - 1) }
  return text + 0
}
function figure(number) { return sprintf(number < 9.995 ? "%.2f" : (number < 99.95 ? "%.1f" : "%.0f"), number) }
{
  setting = value("compiler") ", " value("options")
  work = value("workload")
  name = value("contestant")
  if (!(setting in of_setting)) { of_setting[setting] = ++settings; setting_at[settings] = setting }
  if (!(work in of_work)) { of_work[work] = ++works; work_at[works] = work }
  ratio = value("ratio")
  if (name ~ /^by hand/) {
    if (name != "by hand, again" && (!((setting, work) in best) || ratio < best[setting, work])) { best[setting, work] = ratio; ns[setting, work] = value("ns") }
    next
  }
  if (name != "nabla" && !(name in of_name)) { of_name[name] = ++names; name_at[names] = name }
  of[setting, work, name] = ratio
  if (name == "nabla") { spread[setting, work] = value("lower") SUBSEP value("upper"); allocations[setting, work] = value("allocations"); rounds = value("rounds") }
}
END {
  print "Value and all first derivatives. By hand: nanoseconds of the best of those written; all others: times that, the median of " rounds " paired rounds (fewer where a call takes milliseconds); nabla with its quartiles. Where nothing stands the tool was not tried: types that go forwards above 100 partials, tapes above 20,000."
  print ""
  print about "."
  for (s = 1; s <= settings; ++s) {
    setting = setting_at[s]
    print "\n### " setting "\n"
    line = "| | by hand, ns | nabla | quartiles | allocations |"; rule = "| --- | ---: | ---: | --- | ---: |"
    for (k = 1; k <= names; ++k) { line = line " " name_at[k] " |"; rule = rule " ---: |" }
    print line; print rule
    product = 0; count = 0
    for (w = 1; w <= works; ++w) {
      work = work_at[w]
      if (!((setting, work) in best)) continue
      b = best[setting, work]
      split(spread[setting, work], q, SUBSEP)
      mine = of[setting, work, "nabla"] / b
      product += log(mine); ++count
      line = "| " work " | " sprintf("%.4g", ns[setting, work]) " | **" figure(mine) "** | " figure(q[1] / b) " to " figure(q[2] / b) " | " sprintf("%.3g", allocations[setting, work]) " |"
      for (k = 1; k <= names; ++k) line = line " " ((setting, work, name_at[k]) in of ? figure(of[setting, work, name_at[k]] / b) : "") " |"
      print line
    }
    line = "| geometric mean of what was tried | | **" figure(exp(product / count)) "** | | |"
    for (k = 1; k <= names; ++k) {
      product = 0; count = 0
      for (w = 1; w <= works; ++w) if ((setting, work_at[w], name_at[k]) in of) { product += log(of[setting, work_at[w], name_at[k]] / best[setting, work_at[w]]); ++count }
      line = line " " (count ? figure(exp(product / count)) : "") " |"
    }
    print line
  }
  setting = setting_at[1]
  printf "\"workload\" \"nabla\"" > picture
  for (k = 1; k <= names; ++k) printf " \"%s\"", name_at[k] > picture
  print "" > picture
  for (w = 1; w <= works; ++w) {
    if (!((setting, work_at[w]) in best)) continue
    b = best[setting, work_at[w]]
    printf "\"%s\" %.4g", work_at[w], of[setting, work_at[w], "nabla"] / b > picture
    for (k = 1; k <= names; ++k) printf " %s", (setting, work_at[w], name_at[k]) in of ? sprintf("%.4g", of[setting, work_at[w], name_at[k]] / b) : "?" > picture
    print "" > picture
  }
}
