// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The code of the pages, run: scripts/snippets puts both into them.

#include "pages.hpp"

int main() {
  readme();
  tutorial();
  how_do_i();
  coming_from();
  how_it_works();
  others();
}
