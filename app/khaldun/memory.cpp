#include "app/khaldun/memory.h"

#include <cstdlib>

#if defined(__GLIBC__)
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#endif

namespace khaldun::app {

void expect_memory(std::size_t bytes) {
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
  constexpr int kLargest = 32 << 20;             // bytes of a block: glibc takes no higher bound
  constexpr std::size_t kPage = std::size_t{2} << 20;  // a large page of x86-64 and arm64
  static_cast<void>(mallopt(M_MMAP_THRESHOLD, kLargest));
  static_cast<void>(mallopt(M_TRIM_THRESHOLD, 1 << 30));
  static_cast<void>(mallopt(M_TOP_PAD, static_cast<int>(bytes)));
  const auto begin = reinterpret_cast<std::uintptr_t>(sbrk(0));
  // More than can be free at the top of the heap, so that it grows by what is expected.
  constexpr std::size_t kMore = std::size_t{1} << 20;
  void* volatile block = std::malloc(kMore);  // volatile: the compiler leaves the pair out otherwise
  std::free(block);
  const auto end = reinterpret_cast<std::uintptr_t>(sbrk(0));
  const auto first = (begin + kPage - 1) / kPage * kPage;
  if (end > first) static_cast<void>(madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE));
#else
  static_cast<void>(bytes);
#endif
}

}  // namespace khaldun::app
