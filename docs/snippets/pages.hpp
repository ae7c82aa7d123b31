// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <iostream>

/// What is printed from here on stands on a page after `<!-- output: name -->`, see scripts/snippets.
inline void shown(const char* name) { std::cout << "=== " << name << '\n'; }

// One for each file: the programs of its pages, one after the other.
void readme();
void tutorial();
void how_do_i();
void coming_from();
void how_it_works();
void others();
