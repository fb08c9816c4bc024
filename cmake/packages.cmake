# Libraries, by pkg-config; a missing one is named with the Debian package that has it.
find_package(PkgConfig)
if(NOT PkgConfig_FOUND)
  message(FATAL_ERROR "pkg-config is missing; install the package pkg-config")
endif()

# sluice_need(TARGET MODULE PACKAGE): an imported target, or a sentence that says what to install.
function(sluice_need target module package)
  pkg_check_modules(${target} QUIET IMPORTED_TARGET ${module})
  if(NOT ${target}_FOUND)
    message(FATAL_ERROR "${module} is missing; install the package ${package} (packages.txt lists all)")
  endif()
endfunction()

# sluice_soname(VARIABLE MODULE LIBRARY PACKAGE): the soname of a library that is loaded late. Its
# headers are needed to build; the library itself is opened on first use.
function(sluice_soname variable module library package)
  sluice_need(${variable}_PC ${module} ${package})
  find_library(${variable}_FILE ${library} REQUIRED)
  execute_process(COMMAND ${CMAKE_OBJDUMP} -p ${${variable}_FILE} OUTPUT_VARIABLE head)
  string(REGEX MATCH "SONAME +([^\n]+)" found "${head}")
  set(${variable} "${CMAKE_MATCH_1}" PARENT_SCOPE)
endfunction()

sluice_need(YAML yaml-0.1 libyaml-dev)
sluice_need(JANSSON jansson libjansson-dev)
sluice_need(PCRE2 libpcre2-8 libpcre2-dev)
sluice_need(HS libhs libvectorscan-dev)
sluice_need(NETTLE nettle nettle-dev)
sluice_need(SECCOMP libseccomp libseccomp-dev)
sluice_need(ZSTD libzstd libzstd-dev)
sluice_need(DEFLATE libdeflate libdeflate-dev)
sluice_soname(SLUICE_GIT2_SO libgit2 git2 libgit2-dev)
sluice_soname(SLUICE_ARCHIVE_SO libarchive archive libarchive-dev)
sluice_soname(SLUICE_CURL_SO libcurl curl libcurl4-openssl-dev)
sluice_soname(SLUICE_SQLITE_SO sqlite3 sqlite3 libsqlite3-dev)

# Static archives where Debian has them: no relocation and search of shared objects at each start.
function(sluice_static target)
  set(files)
  foreach(name ${ARGN})
    find_library(SLUICE_A_${name} NAMES lib${name}.a)
    if(NOT SLUICE_A_${name})
      message(FATAL_ERROR "lib${name}.a is missing; install the packages of packages.txt")
    endif()
    list(APPEND files ${SLUICE_A_${name}})
  endforeach()
  target_link_libraries(${target} INTERFACE ${files})
endfunction()

add_library(sluice_libraries INTERFACE)
sluice_static(sluice_libraries yaml jansson pcre2-8 nettle seccomp zstd deflate hs)
target_link_libraries(sluice_libraries INTERFACE -l:libstdc++.a m dl)
target_compile_definitions(sluice_libraries INTERFACE
  SLUICE_GIT2_SO="${SLUICE_GIT2_SO}" SLUICE_ARCHIVE_SO="${SLUICE_ARCHIVE_SO}"
  SLUICE_CURL_SO="${SLUICE_CURL_SO}" SLUICE_SQLITE_SO="${SLUICE_SQLITE_SO}")
target_include_directories(sluice_libraries SYSTEM INTERFACE ${HS_INCLUDE_DIRS})
target_link_options(sluice_libraries INTERFACE -static-libgcc)

# Debian's Vectorscan 5.4.9 chooses code by the processor when it scans; its AVX-512 code misses
# matches (single characters, short automata, small sets), the others don't. Where the library has
# them under their own names, engine/match/patterns.c asks for these.
include(CheckCSourceCompiles)
set(CMAKE_REQUIRED_LIBRARIES ${SLUICE_A_hs} stdc++ m)
check_c_source_compiles("
  int avx2_hs_scan(void); int corei7_hs_scan(void);
  int main(void) { return avx2_hs_scan() + corei7_hs_scan(); }" SLUICE_HS_VARIANTS)
unset(CMAKE_REQUIRED_LIBRARIES)
if(SLUICE_HS_VARIANTS)
  target_compile_definitions(sluice_libraries INTERFACE SLUICE_HS_VARIANTS=1)
else()
  target_compile_definitions(sluice_libraries INTERFACE SLUICE_HS_VARIANTS=0)
endif()
