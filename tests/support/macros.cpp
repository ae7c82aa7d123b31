// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Macros of other people's headers and of programs, before those of nabla: they are not seen there, and are back behind them. What one of them becomes
// compiles nowhere.

#define max(a, b) @
#define min(a, b) @
#define A #
#define B #
#define C #
#define D #
#define E #
#define F #
#define G #
#define H #
#define I #
#define J #
#define K #
#define L #
#define M #
#define N #
#define O #
#define P #
#define Q #
#define R #
#define S #
#define T #
#define U #
#define V #
#define W #
#define X #
#define Y #
#define Z #
#define a #
#define b #
#define c #
#define d #
#define e #
#define f #
#define g #
#define h #
#define i #
#define j #
#define k #
#define l #
#define m #
#define n #
#define o #
#define p #
#define q #
#define r #
#define s #
#define t #
#define u #
#define v #
#define w #
#define x #
#define y #
#define z #
#define check #
#define require #
#define near #
#define far #
#define small #
#define major #
#define minor #
#define slots #
#define Complex #
#define Success #
#define Map #
#define Mode #
#define Matrix #
#define Error #
#define abs #
#define add #
#define all #
#define any #
#define begin #
#define bit #
#define bits #
#define box #
#define bytes #
#define clear #
#define close #
#define cube #
#define dot #
#define each #
#define end #
#define eps #
#define error #
#define fail #
#define fallthrough #
#define get #
#define high #
#define imag #
#define in #
#define index #
#define kernel #
#define left #
#define length #
#define line #
#define lines #
#define list #
#define local #
#define log #
#define loop #
#define low #
#define map #
#define move #
#define norm #
#define one #
#define open #
#define out #
#define output #
#define pass #
#define pi #
#define random #
#define range #
#define read #
#define real #
#define repeat #
#define right #
#define round #
#define sign #
#define size #
#define sq #
#define square #
#define sum #
#define swap #
#define tiny #
#define word #
#define write #
#define zero #
#define text #
#define time #
#define set #
#define select #
#define result #
#define step #
#define state #
#define value #
#define width #
#define then #
#define up #
#define top #
#define next #
#define node #
#define key #
#define info #
#define input #

#include <nabla/check.hpp>
#include <nabla/eigen_solvers.hpp>
#include <nabla/hana.hpp>
#include <nabla/print.hpp>
#include <nabla/prove.hpp>
#include <nabla/train.hpp>

#if !defined(max) || !defined(N) || !defined(x) || !defined(slots) || !defined(far) || !defined(zero)
#error "a macro is lost"
#endif
