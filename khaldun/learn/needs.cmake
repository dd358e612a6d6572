# The loops of the neural parser are worth vectorising. Never fused multiply-add where the source
# says multiply and add: results would differ from processor to processor.
set_source_files_properties(
  ${PROJECT_SOURCE_DIR}/khaldun/learn/dense.cpp ${PROJECT_SOURCE_DIR}/khaldun/learn/lstm.cpp
  PROPERTIES COMPILE_OPTIONS "-O3;-ffp-contract=off;-fno-trapping-math")
