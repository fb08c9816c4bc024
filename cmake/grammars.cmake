# Syntax trees: the tree-sitter runtime and the grammars of grammars.txt, as `sluice_grammars`.
# Package files and compiled libraries are kept in SLUICE_KEEP, so that they are fetched and compiled
# once a machine; without the keep they are made again, without network the keep suffices.
if(DEFINED ENV{SLUICE_KEEP})
  set(keep $ENV{SLUICE_KEEP})
elseif(DEFINED ENV{XDG_CACHE_HOME})
  set(keep $ENV{XDG_CACHE_HOME}/sluice-build)
elseif(DEFINED ENV{HOME})
  set(keep $ENV{HOME}/.cache/sluice-build)
else()
  set(keep ${CMAKE_SOURCE_DIR}/build/keep)
endif()
set(SLUICE_KEEP ${keep} CACHE PATH "where fetched packages and compiled grammars are kept")

# The same compiler for every flavour: grammars are data, not code that sanitizers have to see.
find_program(SLUICE_GRAMMAR_CC NAMES gcc cc REQUIRED)
execute_process(COMMAND ${SLUICE_GRAMMAR_CC} -dumpfullversion -dumpmachine OUTPUT_VARIABLE cc_version)
file(MAKE_DIRECTORY ${SLUICE_KEEP})
file(SHA256 ${CMAKE_CURRENT_LIST_DIR}/grammar_build.cmake recipe)
string(SHA256 way "${SLUICE_GRAMMAR_CC} ${cc_version} ${recipe}")
string(SUBSTRING ${way} 0 12 way)
set(grammar_libraries)
file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/grammars.txt rows REGEX "^[a-z]")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
  ${CMAKE_CURRENT_LIST_DIR}/grammars.txt ${CMAKE_CURRENT_LIST_DIR}/grammar_build.cmake)
foreach(row ${rows})
  string(REGEX REPLACE " +" ";" row ${row})
  list(GET row 0 name)
  list(GET row 1 package)
  list(GET row 2 version)
  list(GET row 3 folder)
  list(GET row 4 sha256)
  string(SUBSTRING ${sha256} 0 8 short)
  set(library ${SLUICE_KEEP}/lib${name}-${version}-${short}-${way}.a)
  add_custom_command(OUTPUT ${library}
    COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DPACKAGE=${package} -DVERSION=${version}
      -DFOLDER=${folder} -DSHA256=${sha256} -DKEEP=${SLUICE_KEEP} -DLIBRARY=${library}
      -DCC=${SLUICE_GRAMMAR_CC} -DAR=${CMAKE_AR} -P ${CMAKE_CURRENT_LIST_DIR}/grammar_build.cmake
    COMMENT "Grammar ${name}" VERBATIM)
  list(APPEND grammar_libraries ${library})
  if(name STREQUAL runtime)
    set(grammar_include ${SLUICE_KEEP}/include-${version})
  endif()
endforeach()
add_custom_target(sluice_grammar_files DEPENDS ${grammar_libraries})
file(MAKE_DIRECTORY ${grammar_include})

# One shared object for the many test programs, static archives for the program that is installed.
add_library(sluice_grammars INTERFACE)
target_include_directories(sluice_grammars SYSTEM INTERFACE ${grammar_include})
if(SLUICE_FLAVOUR STREQUAL "release")
  target_link_libraries(sluice_grammars INTERFACE -Wl,--start-group ${grammar_libraries} -Wl,--end-group)
else()
  set(shared ${CMAKE_BINARY_DIR}/libsluice_grammars.so)
  add_custom_command(OUTPUT ${shared} DEPENDS ${grammar_libraries}
    COMMAND ${SLUICE_GRAMMAR_CC} -shared -o ${shared} -Wl,--whole-archive ${grammar_libraries}
      -Wl,--no-whole-archive
    COMMENT "Linking the grammars" VERBATIM)
  add_custom_target(sluice_grammars_shared DEPENDS ${shared})
  add_dependencies(sluice_grammar_files sluice_grammars_shared)
  target_link_libraries(sluice_grammars INTERFACE ${shared})
endif()
