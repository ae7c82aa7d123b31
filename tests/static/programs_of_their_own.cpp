// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// A program has names of its own at global scope beside `using namespace nabla`, and functions of its own beside nabla's.

#include <nabla/nabla.hpp>
#include <nabla/print.hpp>
#include <nabla/prove.hpp>

#include <functional>
#include <iterator>

using namespace nabla;

struct graph {
  int nodes = 3;
};
struct point {
  double x, y;
};
struct matrix {
  double elements[4];
};
struct expression {
  int operands;
};
struct node {
  graph* owner;
};
struct shape {
  int rows, columns;
};
struct list {
  node* first;
};
struct symbol {
  char name;
};
struct constant {
  double value;
};
struct binding {};
struct program {};
struct request {};
struct recorder {};
struct interval {
  double low, high;
};
struct layout {};
enum mode {
  slow,
  quick
};
enum class role {
  reader,
  writer
};
enum class proof {
  open,
  done
};
namespace numeric {
constexpr int digits = 3;
}
namespace libm {
constexpr int version = 1;
}
constexpr int key = 1, plan = 2, source = 3, term = 4, slope = 5, order = 7, facts = 8, name = 9, loop = 10;
constexpr double gradient(double at) { return 2 * at; }
constexpr double derivative(double at) { return 3 * at; }
constexpr double choose(double n, double k) { return n - k; }
constexpr double mix(double a, double b) { return a + b; }
constexpr double direction = 0.5, step = 0.25, value = 2;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;

constexpr int count_to(int last) {
  int sum = 0;
  for (int index = 1; index <= last; ++index) sum += index;
  return sum;
}

static_assert(count_to(3) == 6);
static_assert(gradient(2.0) + derivative(1.0) + choose(3, 1) + mix(1, 2) == 12);
static_assert(graph{}.nodes == 3);
static_assert(node{}.owner == nullptr);
static_assert(key + plan + source + term + slope + order + facts + name + loop == 49);
static_assert(point{1, 2}.y == 2);
static_assert(matrix{{1, 2, 3, 4}}.elements[1] == 2);
static_assert(shape{1, 2}.columns == 2);
static_assert(interval{0, 1}.high == 1);
static_assert(quick == mode(1));
static_assert(role::writer != role::reader);
static_assert(proof::done != proof::open);
static_assert(numeric::digits + libm::version == 4);
static_assert(expression{1}.operands == 1);
static_assert(list{}.first == nullptr);
static_assert(symbol{'a'}.name == 'a');
static_assert(constant{2}.value == 2);
static_assert(direction + step + value == 2.75);
static_assert(sizeof(binding) + sizeof(program) + sizeof(request) + sizeof(recorder) + sizeof(layout) == 5);

static_assert(grad(x * y)(x = direction, y = value)[x] == 2);
static_assert(diff(sin(x), x) == cos(x));
static_assert(prove_equal(diff(x * x, x), 2_c * x));
static_assert(jacobian<reverse_mode>(x * y, wrt(x, y))(x = 1.0, y = 2.0)(0, 1) == 1);

// Functions that people had before nabla did are theirs, where they take any formula.
constexpr auto three = var<"v", 3>;
constexpr auto two = var<"w", 2>;
constexpr auto cross(Expression auto a, Expression auto b) { return row<0>(a) * row<1>(b) - row<1>(a) * row<0>(b); }
constexpr auto skew(Expression auto a) { return row<0>(a); }
static_assert(cross(three, three) == 0_c);
static_assert(shape_of(cross(two, two)) == shape_of(x));
static_assert(skew(three) == row<0>(three));

// So are those of names that nabla knows from other libraries: what answers these is taken last, and is no function that a concept finds.
template <class T>
constexpr auto square(const T& a) { return a * a; }
constexpr auto norm(Expression auto a) { return sqrt(sqnorm(a)); }
constexpr auto matmul(auto... a) { return (a * ...); }
template <class F, class... B>
constexpr double evaluate(F f, B... at) { return f(at...); }
constexpr struct {
  constexpr auto operator()(auto a) const { return a + a; }
} stack;
template <class T>
concept HasNorm = requires(T a) { l2_norm(a); };
template <class T>
concept HasHead = requires(T a) { a.head(1); };
static_assert(square(x) == x * x);
static_assert(norm(three) == norm2(three));
static_assert(matmul(x, y) == x * y);
static_assert(stack(x) == x + x);
static_assert(evaluate(x * y, x = 2.0, y = 3.0) == 6);
static_assert(!HasNorm<decltype(x)>);
static_assert(!HasNorm<decltype(x * y)>);
static_assert(!HasNorm<double>);
static_assert(!HasHead<decltype(three)>);

// Two names of nabla are names of the standard library too. Where both are used as a whole, a using-declaration in a namespace of one's own says which is meant.
namespace beside_std {
using namespace std;
using nabla::data, nabla::function;

constexpr auto t = data<"t">;
struct cube_rule : function<1> {
  static constexpr auto text = "cube";
  static constexpr auto value(auto u) { return u * u * u; }
  static constexpr auto partials(auto u, auto) { return partial(3_c * u * u); }
};
static_assert(grad(call<cube_rule>(x) * t)(x = 2.0, t = 1.0)[x] == 12);
}  // namespace beside_std
