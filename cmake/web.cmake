# khaldun_web(TARGET): builds the page of `khaldun serve` into a target. KHALDUN_WEB says which page:
#   AUTO  the full one of web/, if npm is there and can fetch the packages of its lock file; else the plain one of web/plain/
#   ON    the full one, or an error
#   OFF   the plain one
# A folder web/dist that is there already (made elsewhere by `npm run build`) is taken as it is where npm is missing.
set(KHALDUN_WEB AUTO CACHE STRING "Build the page of khaldun serve with npm: AUTO, ON, OFF")
set_property(CACHE KHALDUN_WEB PROPERTY STRINGS AUTO ON OFF)

# Longest time for fetching packages, in seconds: without a network the build goes on soon.
set(KHALDUN_WEB_PATIENCE 40 CACHE STRING "Seconds that fetching the packages of the page may take")
mark_as_advanced(KHALDUN_WEB_PATIENCE)

# Sets `out` to the folder with the built page, or to "" with one line that says why there is none.
function(khaldun_web_build out)
  set(source ${PROJECT_SOURCE_DIR}/web)
  set(work ${PROJECT_BINARY_DIR}/web)
  set(${out} "" PARENT_SCOPE)
  if(KHALDUN_WEB STREQUAL "OFF")
    return()
  endif()
  file(GLOB_RECURSE inputs CONFIGURE_DEPENDS ${source}/src/* ${source}/public/*)
  list(APPEND inputs ${source}/package.json ${source}/package-lock.json ${source}/vite.config.ts ${source}/index.html)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${inputs})
  set(sums "")
  foreach(input IN LISTS inputs)
    file(SHA256 ${input} sum)
    string(APPEND sums ${sum})
  endforeach()
  string(SHA256 sums "${sums}")
  if(EXISTS ${work}/dist/index.html AND EXISTS ${work}/sum)
    file(READ ${work}/sum before)
    if(before STREQUAL sums)
      set(${out} ${work}/dist PARENT_SCOPE)
      return()
    endif()
  endif()
  find_program(NPM npm)
  set(why "")
  if(NOT NPM)
    set(why "npm is not installed")
  else()
    file(COPY ${source}/ DESTINATION ${work} PATTERN node_modules EXCLUDE PATTERN dist EXCLUDE PATTERN tests EXCLUDE)
    file(SHA256 ${source}/package-lock.json lock)
    set(known "")
    if(EXISTS ${work}/lock)
      file(READ ${work}/lock known)
    endif()
    set(failed 0)
    if(NOT known STREQUAL lock)
      message(STATUS "Fetching the packages of the page (npm ci) ...")
      execute_process(COMMAND ${NPM} ci --no-audit --no-fund --ignore-scripts --prefer-offline --fetch-retries=1
        WORKING_DIRECTORY ${work} TIMEOUT ${KHALDUN_WEB_PATIENCE} RESULT_VARIABLE failed OUTPUT_QUIET ERROR_FILE ${work}/npm.log)
      if(failed EQUAL 0)
        file(WRITE ${work}/lock ${lock})
      else()
        set(why "its packages could not be fetched (${work}/npm.log)")
      endif()
    endif()
    if(failed EQUAL 0)
      execute_process(COMMAND ${NPM} run build --silent
        WORKING_DIRECTORY ${work} TIMEOUT 120 RESULT_VARIABLE failed OUTPUT_FILE ${work}/vite.log ERROR_FILE ${work}/vite.log)
      if(failed EQUAL 0)
        file(WRITE ${work}/sum ${sums})
        set(${out} ${work}/dist PARENT_SCOPE)
        return()
      endif()
      set(why "vite failed (${work}/vite.log)")
    endif()
  endif()
  if(EXISTS ${source}/dist/index.html)
    set(${out} ${source}/dist PARENT_SCOPE)
    return()
  endif()
  if(KHALDUN_WEB STREQUAL "ON")
    message(FATAL_ERROR "the page of khaldun serve: ${why}")
  endif()
  message(STATUS "The page of khaldun serve will be the plain one: ${why}")
endfunction()

function(khaldun_web target)
  khaldun_web_build(folder)
  set(full true)
  if(NOT folder)
    set(folder ${PROJECT_SOURCE_DIR}/web/plain)
    set(full false)
  endif()
  file(GLOB_RECURSE files RELATIVE ${folder} CONFIGURE_DEPENDS ${folder}/*)
  set(data "")
  set(rows "")
  set(externs "")
  set(n 0)
  set(inputs "")
  foreach(file IN LISTS files)
    string(APPEND data "khaldun_page_${n}:\n  .incbin \"${folder}/${file}\"\nkhaldun_page_end_${n}:\n  .byte 0\n"
      "  .globl khaldun_page_${n}\n  .globl khaldun_page_end_${n}\n")
    string(APPEND externs "extern \"C\" const char khaldun_page_${n}[];\nextern \"C\" const char khaldun_page_end_${n}[];\n")
    string(APPEND rows "    {\"/${file}\", khaldun_page_${n}, khaldun_page_end_${n}},\n")
    list(APPEND inputs ${folder}/${file})
    math(EXPR n "${n} + 1")
  endforeach()
  set(made ${PROJECT_BINARY_DIR}/pages)
  file(CONFIGURE OUTPUT ${made}/khaldun_pages.S CONTENT "  .section .rodata\n${data}  .section .note.GNU-stack,\"\",%progbits\n" @ONLY)
  file(CONFIGURE OUTPUT ${made}/khaldun_pages.h @ONLY CONTENT
"// Made by cmake/web.cmake.
#pragma once
#include <array>
#include <string_view>
${externs}
namespace khaldun::app {
struct BuiltInPage {
  std::string_view path;
  const char* begin;
  const char* end;
};
inline std::array<BuiltInPage, ${n}> built_in_pages() {
  return {{
${rows}  }};
}
constexpr bool built_in_full_page() { return ${full}; }
}  // namespace khaldun::app
")
  set_source_files_properties(${made}/khaldun_pages.S PROPERTIES OBJECT_DEPENDS "${inputs}")
  target_sources(${target} PRIVATE ${made}/khaldun_pages.S)
  target_include_directories(${target} PRIVATE ${made})
endfunction()
