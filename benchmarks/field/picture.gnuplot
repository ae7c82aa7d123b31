# SPDX-FileCopyrightText: 2026 The nabla authors
# SPDX-License-Identifier: BSL-1.0
# data and picture are given by run: times by hand, by workload.
set terminal svg size 960,560 font "sans-serif,13" background "white"
set output picture
set datafile missing "?"
set logscale x
set format x "%g"
set xlabel "times the best code by hand"
set grid x
set key outside right top
stats data using 2 every ::1 nooutput
set yrange [STATS_records - 0.5:-0.5]
columns = words(system("head -n 1 '".data."' | sed 's/\"[^\"]*\"/x/g'"))
set arrow from 1, graph 0 to 1, graph 1 nohead dashtype 2
plot for [k = 3:columns] data using k:0:ytic(1) every ::1 with points pointtype k pointsize 0.8 title columnheader(k), \
  data using 2:0:ytic(1) every ::1 with points pointtype 7 pointsize 1.1 linecolor "black" title "nabla"
