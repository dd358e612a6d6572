# gumbo: HTML5 trees. nlohmann-json: JSON as a stream of events (header only). Neither appears in a public header.
find_package(PkgConfig REQUIRED)
pkg_check_modules(GUMBO REQUIRED IMPORTED_TARGET GLOBAL gumbo)
find_package(nlohmann_json 3.10 REQUIRED)
set(stage_links PkgConfig::GUMBO nlohmann_json::nlohmann_json)
