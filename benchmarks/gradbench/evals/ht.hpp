// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Hand tracking: what points differ from where vertices of a hand, or places in triangles of them, come to lie, and the Jacobian of that. A hand is a tree of 22 bones, each of which moves the
// vertices by weights; 26 parameters turn and shift it and bend its fingers, which are a formula that is used five times. A place in a triangle has two parameters of its own.
#pragma once

#include "support/maps.hpp"
#include "support/protocol.hpp"
#include "support/random.hpp"

#include <nabla/nabla.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace gradbench {

// Matrices of bones are transposed, so that rows of numbers in memory are their columns: points are rows, and what comes first stands at the left.
namespace ht_of {

inline constexpr auto n = nabla::dim<"n">;
inline constexpr auto p = nabla::dim<"p">;
inline constexpr auto base = nabla::data<"base", n, 4>;
inline constexpr auto wrist = nabla::data<"wrist", 4, 4>;

// A finger: four bones, of which the second turns about two axes, the third and the fourth about one.
inline constexpr auto weights = nabla::data<"weights", n, 4>;
inline constexpr auto relative = nabla::data<"relative", 4, 16>;
inline constexpr auto inverse = nabla::data<"inverse", 4, 16>;
inline constexpr auto turned = nabla::data<"turned", 3, 3>;
inline constexpr auto bend = nabla::var<"bend">;
inline constexpr auto spread = nabla::var<"spread">;
inline constexpr auto middle = nabla::var<"middle">;
inline constexpr auto tip = nabla::var<"tip">;
constexpr auto about_x(auto angle) {
  using namespace nabla;
  return vstack(hstack(1_c, 0_c, 0_c, 0_c), hstack(0_c, cos(angle), sin(angle), 0_c), hstack(0_c, -sin(angle), cos(angle), 0_c), hstack(0_c, 0_c, 0_c, 1_c));
}
constexpr auto about_z(auto angle) {
  using namespace nabla;
  return vstack(hstack(cos(angle), sin(angle), 0_c, 0_c), hstack(-sin(angle), cos(angle), 0_c, 0_c), hstack(0_c, 0_c, 1_c, 0_c), hstack(0_c, 0_c, 0_c, 1_c));
}
inline constexpr auto bones = [] {
  using namespace nabla;
  constexpr auto first = columns<0, 4>(relative) * wrist;
  constexpr auto second = about_x(bend) * about_z(spread) * columns<4, 4>(relative) * first;
  constexpr auto third = about_x(middle) * columns<8, 4>(relative) * second;
  constexpr auto last = about_x(tip) * columns<12, 4>(relative) * third;
  return columns<0, 3>(vstack(columns<0, 4>(inverse) * first, columns<4, 4>(inverse) * second, columns<8, 4>(inverse) * third, columns<12, 4>(inverse) * last));
}();
inline constexpr auto weighted = hstack(hadamard(nabla::column<0>(weights), base), hadamard(nabla::column<1>(weights), base), hadamard(nabla::column<2>(weights), base), hadamard(nabla::column<3>(weights), base));
// Where a finger moves the vertices, and the derivatives of that in the hand that is turned.
inline constexpr auto finger = weighted * hstack(bones, diff(bones, bend) * turned, diff(bones, spread) * turned, diff(bones, middle) * turned, diff(bones, tip) * turned);

// The hand: its fingers, wrist and forearm, turned about an axis, of which the angle is the length, and shifted; all of it less than nothing, as points differ from it.
inline constexpr auto fingers = nabla::data<"fingers", n, 75>;
inline constexpr auto others = nabla::data<"others", n, 2>;
inline constexpr auto forearm = nabla::data<"forearm", 4, 4>;
inline constexpr auto of_others = nabla::data<"of_others", 4, 8>;
inline constexpr auto shift = nabla::data<"shift", 1, 3>;
inline constexpr auto side = nabla::data<"side">;  // -1 of a hand in a mirror
inline constexpr auto x = nabla::var<"x">;
inline constexpr auto y = nabla::var<"y">;
inline constexpr auto z = nabla::var<"z">;
inline constexpr auto turn = [] {
  using namespace nabla;
  constexpr auto angle = sqrt(sq(x) + sq(y) + sq(z));
  constexpr auto axis = vstack(x, y, z) / angle;
  constexpr auto cross = vstack(hstack(0_c, z, -y), hstack(-z, 0_c, x), hstack(y, -x, 0_c)) / angle;
  constexpr auto R = where(angle < exact<0.0001>, identity<3>, cos(angle) * identity<3> + sin(angle) * cross + (1_c - cos(angle)) * (axis * transpose(axis)));
  return vstack(-side * rows<0, 1>(R), -rows<1, 2>(R));
}();
inline constexpr auto hand = [] {
  using namespace nabla;
  constexpr auto rest = hadamard(column<0>(others), base) * (columns<0, 4>(of_others) * columns<0, 3>(wrist)) + hadamard(column<1>(others), base) * (columns<4, 4>(of_others) * (forearm * columns<0, 3>(wrist)));
  constexpr auto whole = columns<0, 3>(fingers) + columns<15, 3>(fingers) + columns<30, 3>(fingers) + columns<45, 3>(fingers) + columns<60, 3>(fingers) + rest;
  return hstack(whole * turn - shift, whole * diff(turn, x), whole * diff(turn, y), whole * diff(turn, z));
}();

// What is found at vertices, or between the corners of triangles.
inline constexpr auto at_vertices = nabla::data<"at_vertices", n, nabla::dim<"columns">>;
inline constexpr auto a = nabla::indices<"a", p, n>;
inline constexpr auto b = nabla::indices<"b", p, n>;
inline constexpr auto c = nabla::indices<"c", p, n>;
inline constexpr auto u = nabla::data<"u", p>;
inline constexpr auto v = nabla::data<"v", p>;
inline constexpr auto first = nabla::var<"first">;
inline constexpr auto second = nabla::var<"second">;
constexpr auto between(auto by_u, auto by_v) {
  using namespace nabla;
  return hadamard(by_u, gather_rows(at_vertices, a)) + hadamard(by_v, gather_rows(at_vertices, b)) + hadamard(1_c - by_u - by_v, gather_rows(at_vertices, c));
}
inline constexpr auto at_one = gather_rows(at_vertices, a);
inline constexpr auto at_three = between(u, v);
// Each place has a u and a v of its own: all move at once.
inline constexpr auto by_first = diff(between(u + first, v), first);
inline constexpr auto by_second = diff(between(u, v + second), second);

}  // namespace ht_of

struct ht {
  static constexpr const char* name = "ht";
  static constexpr std::size_t bones = 22, parameters = 26;
  // The matrices of bones row by row; base, weights and points column by column, a row for each vertex or point.
  struct input {
    std::vector<double> theta, relatives, inverses, base, weights, points, u, v;
    std::vector<int> corners[3];  // one, where a point belongs to a vertex
    double side = 1;
    std::size_t vertices() const { return base.size() / 4; }
    std::size_t count() const { return corners[0].size(); }
    bool in_triangles() const { return !u.empty(); }
    std::size_t columns() const { return parameters + (in_triangles() ? 2 : 0); }
  };
  struct size {
    std::size_t vertices, points;
    bool in_triangles;
  };
  // The wrist, five fingers of four bones, the forearm.
  static int parent(std::size_t bone) { return bone == 0 ? -1 : bone == bones - 1 || bone % 4 == 1 ? 0
                                                                                                   : static_cast<int>(bone) - 1; }

  static input read(const value& in) {
    const value &data = member(in, "data"), &model = member(data, "model");
    const std::vector<double>& parents = numbers(member(model, "parents"));
    if (parents.size() != bones) throw std::runtime_error("compiled for a hand of 22 bones");
    for (std::size_t bone = 0; bone < bones; ++bone)
      if (parents[bone] != parent(bone)) throw std::runtime_error("compiled for a hand with a wrist, five fingers of four bones, and a forearm");
    const auto by_columns = [](const value& rows) {
      const rows_of_numbers all = matrix(rows);
      std::vector<double> turned;
      for (std::size_t column = 0; column < all.columns; ++column)
        for (std::size_t row = 0; row < all.rows; ++row) turned.push_back(all.elements[row * all.columns + column]);
      return turned;
    };
    const auto matrices = [](const value& of) {
      std::vector<double> all;
      for (const value& each : values(of)) {
        const std::vector<double> elements = matrix(each).elements;
        all.insert(all.end(), elements.begin(), elements.end());
      }
      return all;
    };
    input all{numbers(member(in, "theta")), matrices(member(model, "base_relatives")), matrices(member(model, "inverse_base_absolutes")), by_columns(member(model, "base_positions")), by_columns(member(model, "weights")), by_columns(member(data, "points")), {}, {}, {}, 1};
    if (std::get<bool>(member(model, "is_mirrored").is)) all.side = -1;
    const rows_of_numbers us = matrix(member(in, "us")), triangles = matrix(member(model, "triangles"));
    for (std::size_t i = 0; i < us.rows; ++i) {
      all.u.push_back(us.elements[2 * i]);
      all.v.push_back(us.elements[2 * i + 1]);
    }
    for (const double each : numbers(member(data, "correspondences")))
      for (std::size_t corner = 0; corner < (us.rows > 0 ? 3 : 1); ++corner) all.corners[corner].push_back(static_cast<int>(us.rows > 0 ? triangles.elements.at(3 * static_cast<std::size_t>(each) + corner) : each));
    return all;
  }
  static value sample(size of) {
    random_numbers random;
    list names, relatives, inverses, base, weights, triangles;
    std::vector<double> parents, correspondences;
    const auto near_identity = [&] {
      std::vector<double> all{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
      for (std::size_t i = 0; i < 12; ++i) all[i] += 0.2 * random.normal();
      return in_rows(all, 4);
    };
    for (std::size_t bone = 0; bone < bones; ++bone) {
      names.emplace_back("bone" + std::to_string(bone));
      parents.push_back(parent(bone));
      relatives.emplace_back(near_identity());
      inverses.emplace_back(near_identity());
    }
    const auto some = [&](std::size_t below) { return static_cast<double>(static_cast<std::size_t>(random.uniform() * static_cast<double>(below))); };
    for (std::size_t i = 0; i < of.vertices; ++i) {
      std::vector<double> at = random.normal(3), weight(bones);
      at.push_back(1);
      for (int k = 0; k < 3; ++k) weight[static_cast<std::size_t>(some(bones))] += 1.0 / 3;
      base.emplace_back(std::move(at));
      weights.emplace_back(std::move(weight));
      triangles.emplace_back(std::vector<double>{some(of.vertices), some(of.vertices), some(of.vertices)});
    }
    for (std::size_t i = 0; i < of.points; ++i) correspondences.push_back(some(of.vertices));
    list points = in_rows(random.normal(3 * of.points), 3), us = in_rows(random.uniform(of.in_triangles ? 2 * of.points : 0), 2);
    std::vector<double> theta = random.normal(parameters);
    object model{{"bone_count", bones}, {"bone_names", std::move(names)}, {"parents", std::move(parents)}, {"base_relatives", std::move(relatives)}, {"inverse_base_absolutes", std::move(inverses)}, {"base_positions", std::move(base)}, {"weights", std::move(weights)}, {"triangles", std::move(triangles)}, {"is_mirrored", false}};
    return object{{"theta", std::move(theta)}, {"data", object{{"model", std::move(model)}, {"correspondences", std::move(correspondences)}, {"points", std::move(points)}}}, {"us", std::move(us)}};
  }

  // Coordinate by coordinate.
  std::span<const double> objective(const input& in) {
    pose(in);
    errors_.resize(3 * in.count());
    place(in, hand_.data(), 3, errors_);
    for (std::size_t i = 0; i < errors_.size(); ++i) errors_[i] += in.points[i];
    return errors_;
  }
  // Column by column, each coordinate by coordinate: of u and v, where there are any, then of the 26.
  std::span<const double> jacobian(const input& in) {
    const std::size_t of_column = 3 * in.count(), of_three = 3 * in.vertices(), ahead = in.columns() - parameters;
    pose(in);
    result_.resize(of_column * in.columns());
    const std::span<double> all(result_);
    const auto columns = [&](std::size_t from, std::size_t many) { return all.subspan(of_column * from, of_column * many); };
    if (in.in_triangles()) {
      const auto there = gradbench::columns({hand_.data(), of_three}, in.vertices());
      by_first_(ht_of::at_vertices = there, ht_of::a = in.corners[0], ht_of::c = in.corners[2], nabla::into(nabla::value_of(ht_of::by_first) = columns(0, 1)));
      by_second_(ht_of::at_vertices = there, ht_of::b = in.corners[1], ht_of::c = in.corners[2], nabla::into(nabla::value_of(ht_of::by_second) = columns(1, 1)));
    }
    place(in, hand_.data() + of_three, 9, columns(ahead, 3));
    for (std::size_t k = 0; k < 3; ++k)
      for (std::size_t of = 0; of < 3; ++of) std::ranges::fill(columns(ahead + 3 + k, 1).subspan(of * in.count(), in.count()), of == k ? -1.0 : 0.0);
    for (std::size_t finger = 0; finger < 5; ++finger) place(in, fingers_.data() + (5 * finger + 1) * of_three, 12, columns(ahead + 6 + 4 * finger, 4));
    return result_;
  }
  static constexpr auto derivative = &ht::jacobian;

  static std::vector<named_function> functions() {
    return {function_of("objective", &ht::objective, [](const input&, std::span<const double> all) { return value(in_turns(all, 3)); }),
            function_of("jacobian", &ht::jacobian, [](const input& in, std::span<const double> all) {
              std::vector<double> by_rows;
              for (std::size_t row = 0; row < 3 * in.count(); ++row)
                for (std::size_t column = 0; column < in.columns(); ++column) by_rows.push_back(all[3 * in.count() * column + row % 3 * in.count() + row / 3]);
              return value(in_rows(by_rows, in.columns()));
            })};
  }

 private:
  static std::vector<double> in_turns(std::span<const double> parts, std::size_t count) {
    std::vector<double> all;
    for (std::size_t i = 0; i < parts.size(); ++i) all.push_back(parts[i % count * (parts.size() / count) + i / count]);
    return all;
  }
  void pose(const input& in) {
    using namespace ht_of;
    const std::size_t many = in.vertices();
    fingers_.resize(75 * many);
    hand_.resize(12 * many);
    const auto corner = columns(in.base, many), all_weights = columns(in.weights, many), relatives = columns(in.relatives, 4), inverses = columns(in.inverses, 4);
    const auto turned_by = turn_(x = in.theta[0], y = in.theta[1], z = in.theta[2], side = in.side);
    for (std::size_t k = 0; k < 5; ++k) {
      const auto bone = static_cast<Eigen::Index>(4 * k + 1);
      const double* angles = &in.theta[6 + 4 * k];
      finger_(weights = all_weights.middleCols(bone, 4), base = corner, wrist = relatives.leftCols(4), relative = relatives.middleCols(4 * bone, 16), inverse = inverses.middleCols(4 * bone, 16), turned = turned_by,
              bend = angles[0], spread = angles[1], middle = angles[2], tip = angles[3], nabla::into(nabla::value_of(finger) = std::span(fingers_).subspan(15 * many * k, 15 * many)));
    }
    other_weights_.resize(static_cast<Eigen::Index>(many), 2);
    other_weights_ << all_weights.col(0), all_weights.col(bones - 1);
    other_inverses_ << inverses.leftCols(4), inverses.rightCols(4);
    whole_(fingers = columns(fingers_, many), others = other_weights_, base = corner, wrist = relatives.leftCols(4), forearm = relatives.rightCols(4), of_others = other_inverses_, shift = std::array{in.theta[3], in.theta[4], in.theta[5]}, side = in.side,
           x = in.theta[0], y = in.theta[1], z = in.theta[2], nabla::into(nabla::value_of(hand) = hand_));
  }
  // What columns for each vertex are where the points belong.
  void place(const input& in, const double* from, std::size_t many, std::span<double> to) {
    using namespace ht_of;
    const auto there = columns({from, many * in.vertices()}, in.vertices());
    if (in.in_triangles()) at_three_(at_vertices = there, a = in.corners[0], b = in.corners[1], c = in.corners[2], u = in.u, v = in.v, nabla::into(nabla::value_of(at_three) = to));
    else at_one_(at_vertices = there, a = in.corners[0], nabla::into(nabla::value_of(at_one) = to));
  }

  decltype(nabla::evaluator(ht_of::turn)) turn_;
  decltype(nabla::evaluator(ht_of::finger)) finger_;
  decltype(nabla::evaluator(ht_of::hand)) whole_;
  decltype(nabla::evaluator(ht_of::at_one)) at_one_;
  decltype(nabla::evaluator(ht_of::at_three)) at_three_;
  decltype(nabla::evaluator(ht_of::by_first)) by_first_;
  decltype(nabla::evaluator(ht_of::by_second)) by_second_;
  Eigen::MatrixXd other_weights_;
  Eigen::Matrix<double, 4, 8> other_inverses_;
  std::vector<double> fingers_, hand_, errors_, result_;
};

}  // namespace gradbench
