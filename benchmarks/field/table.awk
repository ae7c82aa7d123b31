# SPDX-FileCopyrightText: 2026 The nabla authors
# SPDX-License-Identifier: BSL-1.0
# Lines of JSON from contest.hpp → one table of nabla with a column for each compiler and setting, and for each of these a table of all who took part: times the best code by hand. What others
# took part in goes, for the first setting, to `picture` for gnuplot.
function value(key,  from, text) {
  if (!match($0, "\"" key "\": ")) return ""
  text = substr($0, RSTART + RLENGTH)
  if (substr(text, 1, 1) == "\"") { text = substr(text, 2); return substr(text, 1, index(text, "\"") - 1) }
  return text + 0
}
function figure(number) { return sprintf(number < 9.995 ? "%.2f" : (number < 99.95 ? "%.1f" : "%.0f"), number) }
{
  setting = value("compiler") ", " value("options")
  sub(/^Debian Clang/, "clang", setting); sub(/^g[+][+] /, "g++ ", setting)
  work = value("workload")
  name = value("contestant")
  if (name ~ /^nabla, /) { work = work ", " substr(name, 8); best_of[work] = value("workload"); name = "nabla" }
  if (!(setting in of_setting)) { of_setting[setting] = ++settings; setting_at[settings] = setting }
  if (!(work in of_work)) { of_work[work] = ++works; work_at[works] = work }
  ratio = value("ratio")
  if (name ~ /^by hand/) {
    if (name != "by hand, again" && (!((setting, work) in best) || ratio < best[setting, work])) { best[setting, work] = ratio; ns[setting, work] = value("ns") }
    next
  }
  if (name != "nabla" && name ~ /^by /) next
  if (name != "nabla") { others[work]; if (!(name in of_name)) { of_name[name] = ++names; name_at[names] = name } }
  of[setting, work, name] = ratio
  if (name == "nabla") { spread[setting, work] = value("lower") SUBSEP value("upper"); allocations[setting, work] = value("allocations"); rounds = value("rounds") }
}
function by_hand(setting, work) { return best[setting, work in best_of ? best_of[work] : work] }
function aim(setting) { return setting ~ /-O3/ ? 1.05 : 1.1 }
END {
  print about "."
  print ""
  print "nabla's time over that of the best code by hand, medians of " rounds " paired rounds (fewer where a call takes milliseconds). By hand: nanoseconds with the first setting. What is above the aim, 1.05 with `-O3` and 1.10 at `-O2`, is bold."
  print ""
  line = "| | by hand, ns |"; rule = "| --- | ---: |"
  for (s = 1; s <= settings; ++s) { line = line " " setting_at[s] " |"; rule = rule " ---: |" }
  print line; print rule
  for (w = 1; w <= works; ++w) {
    work = work_at[w]
    if (!((setting_at[1], work, "nabla") in of)) continue
    line = "| " work " | " sprintf("%.4g", ns[setting_at[1], work in best_of ? best_of[work] : work]) " |"
    for (s = 1; s <= settings; ++s) {
      if (!((setting_at[s], work, "nabla") in of)) { line = line " |"; continue }
      mine = of[setting_at[s], work, "nabla"] / by_hand(setting_at[s], work)
      product_of[s] += log(mine); ++count_of[s]; within[s] += mine < aim(setting_at[s]) + 0.005
      line = line (mine < aim(setting_at[s]) + 0.005 ? " " figure(mine) " |" : " **" figure(mine) "** |")
    }
    print line
  }
  line = "| geometric mean | |"
  for (s = 1; s <= settings; ++s) line = line " " figure(exp(product_of[s] / count_of[s])) " |"
  print line
  line = "| within the aim | |"
  for (s = 1; s <= settings; ++s) line = line " " within[s] " of " count_of[s] " |"
  print line
  print ""
  print "With all who took part, nabla with its quartiles. Where nothing stands a tool was not tried: types that go forwards above 100 partials, tapes above 20,000."
  for (s = 1; s <= settings; ++s) {
    setting = setting_at[s]
    print "\n### " setting "\n"
    line = "| | by hand, ns | nabla | quartiles | allocations |"; rule = "| --- | ---: | ---: | --- | ---: |"
    for (k = 1; k <= names; ++k) { line = line " " name_at[k] " |"; rule = rule " ---: |" }
    print line; print rule
    product = 0; count = 0
    for (w = 1; w <= works; ++w) {
      work = work_at[w]
      if (!((setting, work) in best) || !(work in others)) continue
      b = best[setting, work]
      of_nabla = (setting, work, "nabla") in of ? work : work ", recorded"
      split(spread[setting, of_nabla], q, SUBSEP)
      mine = of[setting, of_nabla, "nabla"] / b
      product += log(mine); ++count
      line = "| " work " | " sprintf("%.4g", ns[setting, work]) " | **" figure(mine) "** | " figure(q[1] / b) " to " figure(q[2] / b) " | " sprintf("%.3g", allocations[setting, of_nabla]) " |"
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
    if (!((setting, work_at[w]) in best) || !(work_at[w] in others)) continue
    b = best[setting, work_at[w]]
    printf "\"%s\" %.4g", work_at[w], of[setting, (setting, work_at[w], "nabla") in of ? work_at[w] : work_at[w] ", recorded", "nabla"] / b > picture
    for (k = 1; k <= names; ++k) printf " %s", (setting, work_at[w], name_at[k]) in of ? sprintf("%.4g", of[setting, work_at[w], name_at[k]] / b) : "?" > picture
    print "" > picture
  }
}
