#include "reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  khaldun::fuzz::check_reading(data, size, khaldun::InputKind::tabari);
  return 0;
}
