#pragma once
#include <cstddef>

namespace khaldun::app {

/// Says that the calling command will fill about so many bytes of memory and end: the heap then grows once, in large pages where
/// the system has them, and gives nothing back before the end. Compiling the tables spent a third of its time on page faults.
/// No effect where the C library is another.
void expect_memory(std::size_t bytes);

}  // namespace khaldun::app
