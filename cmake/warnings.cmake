# What every target of ours is compiled with. Errors only in developer mode, so that tomorrow's compiler breaks no packager.
add_library(khaldun_warnings INTERFACE)
target_compile_options(khaldun_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wcast-align -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual -Wdouble-promotion -Wformat=2 -Wimplicit-fallthrough)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(khaldun_warnings INTERFACE -Wduplicated-cond -Wlogical-op -Wsuggest-override -Wmisleading-indentation)
  # g++ 12 warns of overlap in std::string's own operator+ (GCC bug 105651).
  if(CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(khaldun_warnings INTERFACE -Wno-restrict)
  endif()
endif()
if(KHALDUN_DEVELOPER)
  target_compile_options(khaldun_warnings INTERFACE -Werror)
endif()
