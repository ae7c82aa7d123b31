// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/confusion.hpp"
#include "training.hpp"

namespace train_fashion {

void make_folder(const std::filesystem::path& folder);

/// Loss and accuracy over the epochs, training.svg, and what was taken for what, confusion.svg.
void draw_pictures(const training_result& result, const examples::confusion& matrix, const std::filesystem::path& folder);
std::string picture_of_confusion(const examples::confusion& matrix);

}  // namespace train_fashion
