# Never fused multiply-add in what is learned: values would differ from processor to processor.
set_source_files_properties(${PROJECT_SOURCE_DIR}/khaldun/events/factuality.cpp PROPERTIES COMPILE_OPTIONS "-ffp-contract=off")
