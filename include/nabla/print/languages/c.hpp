// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/together.hpp>
#include <nabla/print/code/write.hpp>
#include <nabla/print/keywords.hpp>
#include <nabla/support/cold.hpp>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// Words that no name of C may be: keywords of C and C++, macros of the standard headers, functions of <math.h> which are called.
/// exp of expf, expl, expf64, expf32x, as libraries of C have a function and a number for each type.
inline code_text without_type(code_text name) {
  code_text rest = name;
  while (!rest.empty() && rest.from(rest.size() - 1).has_any_of("x0123456789")) rest = rest.first(rest.size() - 1);
  if (rest.size() > 1 && (rest.back() == 'f' || rest.back() == 'F')) return rest.first(rest.size() - 1);
  return name.size() > 1 && (name.back() == 'l' || name.back() == 'L') ? name.first(name.size() - 1) : name;
}

inline bool is_reserved_in_c(code_text name) {
  static constexpr char words[] =
      // macros
      "assert complex imaginary noreturn offsetof errno signgam stdin stdout stderr unix linux I NULL NAN INFINITY EOF EDOM ERANGE EILSEQ BUFSIZ RAND_MAX "
      "DOMAIN OVERFLOW UNDERFLOW SING PLOSS TLOSS MAXFLOAT HUGE isfinite isinf isnan isnormal isgreater isgreaterequal isless islessequal islessgreater "
      "isunordered iseqsig issignaling issubnormal iszero iscanonical fpclassify signbit size_t math_errhandling FLT_EVAL_METHOD SNAN "
      // types of <math.h>, and of what C++ includes with it
      "double_t float_t div_t ldiv_t lldiv_t ssize_t time_t clock_t clockid_t timer_t id_t pid_t uid_t gid_t dev_t ino_t key_t mode_t off_t fsid_t quad_t "
      "int8_t int16_t int32_t int64_t uint ulong ushort u_char u_int u_long u_short fd_set fd_mask locale_t sigset_t register_t pthread_t FD_CLR FD_SET "
      "FD_ZERO FD_ISSET FD_SETSIZE NFDBITS WNOHANG WSTOPPED WEXITED WNOWAIT MB_CUR_MAX BYTE_ORDER BIG_ENDIAN LITTLE_ENDIAN";
  static constexpr char functions[] =
      "fabs sqrt cbrt exp exp2 expm1 log log2 log10 log1p sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh erf erfc lgamma tgamma floor ceil round "
      "trunc rint nearbyint lrint llrint lround llround pow hypot atan2 fma fmod remainder remquo fmin fmax fdim frexp ldexp modf ilogb logb scalbn scalbln "
      "copysign nan nextafter nexttoward";
  static constexpr char numbers[] =
      "M_E M_LOG2E M_LOG10E M_LN2 M_LN10 M_PI M_PI_2 M_PI_4 M_1_PI M_2_PI M_2_SQRTPI M_SQRT2 M_SQRT1_2 HUGE_VAL HUGE_VALF HUGE_VALL FP_NAN FP_INFINITE "
      "FP_ZERO FP_SUBNORMAL FP_NORMAL FP_ILOGB0 FP_ILOGBNAN FP_LLOGB0 FP_LLOGBNAN FP_INT_UPWARD FP_INT_DOWNWARD FP_INT_TOWARDZERO FP_INT_TONEAREST "
      "FP_INT_TONEARESTFROMZERO MATH_ERRNO MATH_ERREXCEPT DBL_MAX DBL_MIN DBL_EPSILON FLT_MAX FLT_MIN FLT_EPSILON INT_MAX INT_MIN UINT_MAX LONG_MAX LONG_MIN "
      "CHAR_BIT SIZE_MAX EXIT_SUCCESS EXIT_FAILURE";
  if (is_keyword(name) || is_word_of(name, words) || is_word_of(name, functions) || is_word_of(name, numbers)) return true;
  const code_text stem = without_type(name);
  return stem.size() < name.size() && (is_word_of(stem, functions) || is_word_of(stem, numbers) || stem == "HUGE_VAL_" || stem == "SNAN");
}

/// Functions of other headers, which a function of one's own cannot be called: compilers know many of them without the header.
inline bool is_in_c_library(code_text name) {
  static constexpr char functions[] =
      "main abs labs llabs div ldiv lldiv atof atoi atol atoll strtod strtof strtold strtol strtoll strtoul strtoull rand srand random malloc calloc realloc "
      "free alloca aligned_alloc abort exit atexit quick_exit getenv system bsearch qsort mblen printf fprintf sprintf snprintf vprintf vfprintf vsprintf "
      "vsnprintf scanf fscanf sscanf vscanf puts fputs putc putchar fputc getc getchar fgetc gets fgets ungetc fopen freopen fclose fflush fread fwrite fseek "
      "ftell rewind feof ferror clearerr perror remove rename tmpfile tmpnam setbuf setvbuf memcpy memmove memset memcmp memchr strcpy strncpy strcat strncat "
      "strcmp strncmp strcoll strxfrm strchr strrchr strspn strcspn strpbrk strstr strtok strlen strerror strdup strndup isalnum isalpha isblank iscntrl "
      "isdigit isgraph islower isprint ispunct isspace isupper isxdigit tolower toupper clock time difftime mktime asctime ctime gmtime localtime strftime "
      "signal raise setjmp longjmp setlocale localeconv index rindex bcmp bcopy bzero ffs read write open close gamma j0 j1 jn y0 y1 yn drem significand "
      "pow10 exp10 sincos scalb finite cabs carg cimag creal conj cproj cexp clog cpow csqrt csin ccos ctan casin cacos catan csinh ccosh ctanh casinh cacosh "
      "catanh clog10 imaxabs ffsimax roundeven nextup nextdown llogb canonicalize fadd fsub fmul fdiv fsqrt ffma dadd dsub dmul ddiv dsqrt dfma fmaximum "
      "fminimum fmaximum_num fminimum_num fmaximum_mag fminimum_mag fmaximum_mag_num fminimum_mag_num fromfp fromfpx ufromfp ufromfpx lgamma_r lgammaf_r "
      "lgammal_r gamma_r gammaf_r gammal_r ffsll isinf isnan signbit feclearexcept fegetenv fegetexceptflag fegetround feholdexcept feraiseexcept fesetenv "
      "fesetexceptflag fesetround fetestexcept feupdateenv isascii toascii iswalnum iswalpha iswblank iswcntrl iswdigit iswgraph iswlower iswprint iswpunct "
      "iswspace iswupper iswxdigit towlower towupper stpcpy stpncpy strnlen strcasecmp strncasecmp strfmon mempcpy vfscanf vsscanf fork execl execle execlp "
      "execv execve execvp gettext dgettext dcgettext posix_memalign va_start va_copy va_end random_data drand48_data timespec timeval fprintf_unlocked "
      "printf_unlocked fputc_unlocked fputs_unlocked fwrite_unlocked putc_unlocked putchar_unlocked puts_unlocked std";
  return is_word_of(name, functions) || is_word_of(without_type(name), functions);
}

/// C99, and what its kin have in common with it.
class c_language : public language {
 public:
  code_text type(number_type t) const override { return t == number_type::single_precision ? "float" : (t == number_type::double_precision ? "double" : "long double"); }
  code_text number(code_text digits, number_type t) const override {
    return digits + (digits.has_any_of(".e") ? "" : ".0") + (t == number_type::single_precision ? "f" : (t == number_type::double_precision ? "" : "L"));
  }
  const char* infinity() const override { return "INFINITY"; }
  const char* not_a_number() const override { return "NAN"; }

  code_piece infix(const code_piece& a, const char* sign, const code_piece& b, int precedence) const override {
    const char* space = precedence == 80 ? "" : " ";
    // a sum on the right keeps its brackets: a + (b + c) is not rounded as (a + b) + c
    return {a.in(precedence) + space + sign + space + b.in(precedence + 1), precedence};
  }
  code_text function_name(const char* name, number_type t) const override { return code_text(name) + (t == number_type::single_precision ? "f" : (t == number_type::double_precision ? "" : "l")); }
  code_piece select(const code_piece& condition, const code_piece& if_it_holds, const code_piece& otherwise) const override {
    return {condition.in(21) + " ? " + if_it_holds.in(21) + " : " + otherwise.in(20), 20};
  }
  code_text element(code_text matrix, code_text place) const override { return matrix + "[" + place + "]"; }

  code_piece converted(code_text type, code_text whole_number) const override { return {"(" + type + ")" + whole_number, 90}; }

  const char* condition_type() const override { return "int"; }
  code_text constant(code_text type, code_text name, code_text value) const override { return "const " + variable(type, name, value); }
  code_text variable(code_text type, code_text name, code_text value) const override {
    return type + " " + name + (value.empty() ? "" : " = ") + value + ";";
  }
  code_text array(code_text type, code_text name, code_text count) const override { return type + " " + name + "[" + (count == "0" ? "1" : count) + "];"; }  // ISO C has none of no elements
  code_text part_of_workspace(code_text type, code_text name, code_text other, code_text behind) const override {
    return variable(type + "*", name, other + (behind.empty() ? "" : " + ") + behind);
  }
  code_text size(const code_piece& count) const override { return "(size_t)" + count.in(90); }

  code_text assign(code_text to, code_text value) const override { return to + " = " + value + ";"; }
  code_text add(code_text to, code_text value) const override { return to + " += " + value + ";"; }
  code_text assign_if(code_text condition, code_text to, code_text value) const override { return "if (" + condition + ") " + assign(to, value); }
  code_text give(code_text output, code_text value) const override { return assign("*" + output, value); }
  code_text give_back(code_text value) const override { return "return " + value + ";"; }
  code_text unused(code_text name) const override { return "(void)" + name + ";"; }
  code_text loop(code_text variable, code_text end) const override {
    return "for (int " + variable + " = 0; " + variable + " < " + end + "; ++" + variable + ") {";
  }
  const char* end_of_loop() const override { return "}"; }
  code_text branch(code_text condition) const override { return "if (" + condition + ") {"; }
  const char* end_of_branch() const override { return "}"; }

  code_text parameter(parameter_kind kind, code_text type, code_text name) const override {
    const char *before = kind == parameter_kind::matrix ? "const " : "", *behind = kind == parameter_kind::size || kind == parameter_kind::number ? " " : "* ";
    return before + (kind == parameter_kind::size ? "int" : type) + behind + name;
  }
  code_text head(code_text type, code_text name, code_text parameters) const override {
    return (type.empty() ? "void" : type) + " " + name + "(" + (parameters.empty() ? "void" : parameters) + ") {";
  }
  code_text head_of_helper(code_text type, code_text name, code_text parameters) const override { return helper() + c_language::head(type, name, parameters); }
  code_text head_of_size(code_text name, code_text parameters) const override {
    return "/* how many numbers the workspace holds */\n" + c_language::head("size_t", name, parameters);
  }
  const char* end_of_function() const override { return "}"; }
  code_text once(code_text name, code_text text) const override {
    return "#ifndef " + name + "_defined\n#define " + name + "_defined\n" + text + "#endif\n";
  }
  code_text file(number_type, bool has_workspace, code_text helpers, code_text function) const override {
    return code_text("#include <math.h>\n") + (has_workspace ? "#include <stddef.h>\n" : "") + "\n" + helpers + function;
  }
  code_text from_c(code_text text) const override { return text; }

  bool is_reserved(code_text name) const override { return is_reserved_in_c(name); }
  bool is_reserved_for_functions(code_text name) const override { return is_in_c_library(name); }

 protected:
  ~c_language() = default;
  virtual const char* helper() const { return "static inline "; }  ///< before a helper function
};
struct iso_c_language final : c_language {};
inline constexpr iso_c_language iso_c;

/// What grad(f) or value_and_grad(f) evaluates as a function in C99, which needs no other file: the same operations in the same order.
/// Parameters are named sizes as int; the symbols in the order in which they appear in f, numbers by value and matrices as pointers to their
/// elements, column by column; then a pointer d_x for the derivative by each x. The value is returned, or where it is a matrix written to `result`;
/// of together(f, g, …) and derivatives<N>(f, x) the others are written to result_2, result_3, …. Names that C has not become names of C, see
/// code_names; the function's too.
/// Where matrices in between have sizes that are names, or many elements, the last parameter is a `workspace` of as many numbers as a second function,
/// name_workspace, says. What is written must not overlap what is read. Texts of several functions can be put into one file.
///     to_c<float>(…)          float instead of double
/// Bits are those of evaluation where the compilers contract no products and sums (-ffp-contract=off), with one libm, and without Eigen and
/// registers; of matrix products, which begin at 0, all but the signs of zeros. Labels are one-hot rows, not class indices.
/// What has no C form (factorisations; your own function whose value() branches) is refused in a sentence.
template <class T = double, class F, bool Value, class Wrt>
auto to_c(request_of<F, Value, Wrt>, const std::string& name) -> typename code_text_of<F, Value, Wrt, T>::type {
  if constexpr (combines_with_formulas<typename code_text_of<F, Value, Wrt, T>::type>) NABLA_DETAIL_NO_RESULT;
  else return written<F, Value, Wrt, T>([](const auto&... plan) { return code_of<T, plan_has_matrices<F, Value, Wrt>>(iso_c, plan...); }, name);
}

/// f as a function in C99, see there.
template <class T = double, Expression F>
auto to_c(F, const std::string& name) -> typename code_text_of<F, true, wrt_nothing, T>::type {
  if constexpr (combines_with_formulas<typename code_text_of<F, true, wrt_nothing, T>::type>) NABLA_DETAIL_NO_RESULT;
  else return to_c<T>(request_of<F, true, wrt_nothing>{}, name);
}

/// A Jacobian or a Hessian of known sizes: the matrix that diff(f, q), or diff(f, q, q), is, column by column.
template <class T = double, class Asked>
  requires HasAsExpression<Asked>
std::string to_c(Asked, const std::string& name) {
  return to_c<T>(Asked::as_expression(), name);
}

NABLA_COLD_END
// clang-format off
template <class T, class F> requires(!std::is_floating_point_v<T>) NABLA_DETAIL_REFUSED("nabla: code computes in float or in double: to_c<float>(f, \"f\")", to_c(const F&, const std::string&))
template <class T = double, class Asked> requires NamedJacobian<Asked> NABLA_DETAIL_REFUSED(NABLA_DETAIL_NAMED_JACOBIAN, to_c(Asked, const std::string&))
template <fixed_string> NABLA_DETAIL_REFUSED("nabla: to_c() takes a formula, or what is asked of one, and a name: to_c(grad(f), \"gradient\")", to_c(...))
NABLA_DETAIL_REFUSED("nabla: to_c() takes a formula, or what is asked of one, and a name: to_c(grad(f), \"gradient\")", to_c(...))
// clang-format on

}  // namespace nabla::detail

namespace nabla {
using detail::to_c;
}
