// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/keywords.hpp>

namespace nabla::detail {

/// Words that no name of C may be: keywords of C and C++, macros of the standard headers, functions of <math.h> which are called, and names that
/// are written here.
inline bool is_reserved_in_c(std::string_view name) {
  static constexpr std::string_view words[] = {
      // macros
      "assert", "complex", "imaginary", "noreturn", "offsetof", "errno", "signgam", "stdin", "stdout", "stderr", "unix", "linux", "I", "NULL", "NAN", "INFINITY", "EOF", "EDOM", "ERANGE", "EILSEQ",
      "BUFSIZ", "RAND_MAX", "DOMAIN", "OVERFLOW", "UNDERFLOW", "SING", "PLOSS", "TLOSS", "MAXFLOAT", "HUGE", "isfinite", "isinf", "isnan", "isnormal", "isgreater",
      "isgreaterequal", "isless", "islessequal", "islessgreater", "isunordered", "iseqsig", "issignaling", "issubnormal", "iszero", "iscanonical", "fpclassify", "signbit",
      // of what is written here
      "i", "j", "k", "sum", "value", "workspace", "size_t"};
  static constexpr std::string_view functions[] = {
      "fabs", "sqrt", "cbrt", "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh",
      "atanh", "erf", "erfc", "lgamma", "tgamma", "floor", "ceil", "round", "trunc", "rint", "nearbyint", "lrint", "llrint", "lround", "llround", "pow", "hypot", "atan2", "fma",
      "fmod", "remainder", "remquo", "fmin", "fmax", "fdim", "frexp", "ldexp", "modf", "ilogb", "logb", "scalbn", "scalbln", "copysign", "nan", "nextafter", "nexttoward"};
  static constexpr std::string_view numbers[] = {
      "M_E", "M_LOG2E", "M_LOG10E", "M_LN2", "M_LN10", "M_PI", "M_PI_2", "M_PI_4", "M_1_PI", "M_2_PI", "M_2_SQRTPI", "M_SQRT2", "M_SQRT1_2", "HUGE_VAL", "HUGE_VALF",
      "HUGE_VALL", "FP_NAN", "FP_INFINITE", "FP_ZERO", "FP_SUBNORMAL", "FP_NORMAL", "FP_ILOGB0", "FP_ILOGBNAN", "MATH_ERRNO", "MATH_ERREXCEPT", "DBL_MAX", "DBL_MIN",
      "DBL_EPSILON", "FLT_MAX", "FLT_MIN", "FLT_EPSILON", "INT_MAX", "INT_MIN", "UINT_MAX", "LONG_MAX", "LONG_MIN", "CHAR_BIT", "SIZE_MAX", "EXIT_SUCCESS", "EXIT_FAILURE"};
  if (is_keyword(name) || is_one_of(name, words) || is_one_of(name, functions) || is_one_of(name, numbers)) return true;
  if ((name.back() == 'f' || name.back() == 'l') && is_one_of(name.substr(0, name.size() - 1), functions)) return true;
  // t1, m2: parts and matrices
  return name.size() > 1 && (name[0] == 't' || name[0] == 'm') && name.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

/// Functions of other headers, which a function of one's own cannot be called: compilers know many of them without the header.
inline bool is_in_c_library(std::string_view name) {
  static constexpr std::string_view functions[] = {
      "main", "abs", "labs", "llabs", "div", "ldiv", "lldiv", "atof", "atoi", "atol", "atoll", "strtod", "strtof", "strtold", "strtol", "strtoll", "strtoul", "strtoull",
      "rand", "srand", "random", "malloc", "calloc", "realloc", "free", "alloca", "aligned_alloc", "abort", "exit", "atexit", "quick_exit", "getenv", "system", "bsearch", "qsort", "mblen",
      "printf", "fprintf", "sprintf", "snprintf", "vprintf", "vfprintf", "vsprintf", "vsnprintf", "scanf", "fscanf", "sscanf", "vscanf", "puts", "fputs", "putc", "putchar",
      "fputc", "getc", "getchar", "fgetc", "gets", "fgets", "ungetc", "fopen", "freopen", "fclose", "fflush", "fread", "fwrite", "fseek", "ftell", "rewind", "feof", "ferror",
      "clearerr", "perror", "remove", "rename", "tmpfile", "tmpnam", "setbuf", "setvbuf", "memcpy", "memmove", "memset", "memcmp", "memchr", "strcpy", "strncpy", "strcat",
      "strncat", "strcmp", "strncmp", "strcoll", "strxfrm", "strchr", "strrchr", "strspn", "strcspn", "strpbrk", "strstr", "strtok", "strlen", "strerror", "strdup", "strndup",
      "isalnum", "isalpha", "isblank", "iscntrl", "isdigit", "isgraph", "islower", "isprint", "ispunct", "isspace", "isupper", "isxdigit", "tolower", "toupper", "clock",
      "time", "difftime", "mktime", "asctime", "ctime", "gmtime", "localtime", "strftime", "signal", "raise", "setjmp", "longjmp", "setlocale", "localeconv", "index", "rindex",
      "bcmp", "bcopy", "bzero", "ffs", "read", "write", "open", "close", "gamma", "j0", "j1", "jn", "y0", "y1", "yn", "drem", "significand", "pow10", "exp10", "sincos", "scalb",
      "finite", "cabs", "carg", "cimag", "creal", "conj", "cproj", "cexp", "clog", "cpow", "csqrt", "csin", "ccos", "ctan", "casin", "cacos", "catan", "csinh", "ccosh",
      "ctanh", "casinh", "cacosh", "catanh"};
  return is_one_of(name, functions) || ((name.back() == 'f' || name.back() == 'l') && is_one_of(name.substr(0, name.size() - 1), functions));
}

}  // namespace nabla::detail
