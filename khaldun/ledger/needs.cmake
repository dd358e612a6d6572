# sqlite3: the store. simdjson: records are read back by the hundred thousand. Neither appears in a public header.
find_package(PkgConfig REQUIRED)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET GLOBAL sqlite3)
pkg_check_modules(SIMDJSON REQUIRED IMPORTED_TARGET GLOBAL simdjson)
set(stage_links PkgConfig::SQLITE PkgConfig::SIMDJSON)
