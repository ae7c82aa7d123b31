/* SPDX-FileCopyrightText: 2026 The nabla authors
   SPDX-License-Identifier: BSL-1.0

   Loaded before g++, see large_pages: gives it memory in pages of 2 MB. It maps by itself a gigabyte for a long test, in pieces of 2 MB that lie across the borders of
   large pages, and a precompiled header of 100 to 300 MB, of which it writes to most: touching pages of 4 kB one by one is a fifth of its time, and half for a short file
   behind such a header. For what malloc gives, glibc has a setting. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { page = 2 << 20, block = 64 << 20 };
static void* (*map)(void*, size_t, int, int, int, off_t);

/* The next piece of the block; the compiler has one thread. */
static void* piece_of(size_t size, int protection, int flags) {
  static char *next, *end;
  if ((size_t)(end - next) < size) {
    char* const whole = map(NULL, block + page, protection, flags, -1, 0);
    if (whole == MAP_FAILED) return whole;
    next = whole + (page - (uintptr_t)whole % page) % page;
    end = next + block;
    madvise(next, block, MADV_HUGEPAGE);
  }
  char* const piece = next;
  next += size;
  return piece;
}

/* A copy of that part of the file, at the address that is asked for. */
static void* copy_of(void* at, size_t size, int protection, int file, off_t offset) {
  void* const copy = map(at, size, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (copy == MAP_FAILED) return copy;
  madvise(copy, size, MADV_HUGEPAGE);
  for (size_t done = 0; done < size;) {
    const ssize_t count = pread(file, (char*)copy + done, size - done, offset + (off_t)done);
    if (count == 0) break;
    if (count < 0 && errno != EINTR) {
      munmap(copy, size);
      return MAP_FAILED;
    }
    if (count > 0) done += (size_t)count;
  }
  return copy;
}

void* mmap(void* at, size_t size, int protection, int flags, int file, off_t offset) {
  if (!map) *(void**)&map = dlsym(RTLD_NEXT, "mmap");
  if (strcmp(program_invocation_short_name, "cc1plus") == 0) {
    if (!at && flags == (MAP_PRIVATE | MAP_ANONYMOUS) && size % page == 0 && size <= block) return piece_of(size, protection, flags);
    if (at && flags == MAP_PRIVATE && (protection & PROT_WRITE) && size >= page) return copy_of(at, size, protection, file, offset);
  }
  return map(at, size, protection, flags, file, offset);
}
