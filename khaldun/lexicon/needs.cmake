find_package(tomlplusplus REQUIRED)
find_library(UTF8PROC_LIBRARY utf8proc REQUIRED)
set(stage_links ${UTF8PROC_LIBRARY})
