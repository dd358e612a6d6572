# As in khaldun/learn/needs.cmake: vectorised, the same results on every processor.
set_source_files_properties(
  ${PROJECT_SOURCE_DIR}/khaldun/language/neural_parser.cpp
  PROPERTIES COMPILE_OPTIONS "-O3;-ffp-contract=off;-fno-trapping-math")
