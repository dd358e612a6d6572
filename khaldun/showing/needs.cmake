# The table of countries for the export layouts becomes a string of the program.
set(countries_table ${PROJECT_SOURCE_DIR}/lexicon/exports/countries.tsv)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${countries_table})
file(READ ${countries_table} countries_text)
configure_file(${PROJECT_SOURCE_DIR}/khaldun/showing/countries_table.h.in
               ${PROJECT_BINARY_DIR}/generated/countries_table.h @ONLY)
target_include_directories(khaldun_showing PRIVATE ${PROJECT_BINARY_DIR}/generated)
