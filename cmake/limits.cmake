# SPDX-FileCopyrightText: 2026 The nabla authors
# SPDX-License-Identifier: BSL-1.0
# A formula is differentiated in constant expressions: the compilers' default limits stop at a few hundred operations.
# g++ collects its garbage less often: above 1000 operations that was half of its time. It finds integers up to 8192, numbers of nodes mostly, by an
# index and not in a table of all integers: that was a tenth of its time.
set(nabla_limits_gcc
  -fconstexpr-ops-limit=2000000000 -fconstexpr-loop-limit=100000000 -fconstexpr-depth=2048 -ftemplate-depth=4096
  --param=ggc-min-heapsize=8000000 --param=integer-share-limit=8192)
set(nabla_limits_clang
  -fconstexpr-steps=2000000000 -fconstexpr-depth=2048 -ftemplate-depth=4096 -fbracket-depth=4096)
