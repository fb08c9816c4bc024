# Rules become packs at build time: a bootstrap program, which is the core without packs, compiles
# rules/KIND/ of every stage kind (compiled pattern sets are kept beside the grammars); `sluice_packs` links the results into the program and the tests.
set(packs_folder ${CMAKE_BINARY_DIR}/packs)
file(MAKE_DIRECTORY ${packs_folder})
file(GLOB_RECURSE rule_files CONFIGURE_DEPENDS
  rules/*.yml rules/*.yaml rules/*.toml rules/*.json)

add_executable(sluice-pack tools/pack_main.c)
target_link_libraries(sluice-pack PRIVATE sluice_core)

# Under sanitizers that takes most of a minute. Packs are the same in every flavour: another build
# of the same tree may lend its own.
set(SLUICE_PACKS_FROM "" CACHE PATH "a build folder of this tree, up to date, whose packs to take")
set(maker sluice-pack)
set(maker_program $<TARGET_FILE:sluice-pack>)
if(SLUICE_PACKS_FROM)
  set(maker ${SLUICE_PACKS_FROM}/sluice-pack)
  set(maker_program ${SLUICE_PACKS_FROM}/sluice-pack)
endif()

# Prints syntax trees, for people who write a language's tables.
add_executable(sluice-syntax EXCLUDE_FROM_ALL tools/syntax_main.c)
target_link_libraries(sluice-syntax PRIVATE sluice_core)

add_custom_command(
  OUTPUT ${packs_folder}/packs.S ${packs_folder}/packs.def
  COMMAND ${CMAKE_COMMAND} -E env ASAN_OPTIONS=malloc_context_size=0
    ${maker_program} ${packs_folder} rules ${SLUICE_KEEP}
  DEPENDS ${maker} ${rule_files}
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
  COMMENT "Compiling rules" VERBATIM)

add_library(sluice_packs STATIC tools/packs.c ${packs_folder}/packs.S)
target_include_directories(sluice_packs PRIVATE ${packs_folder})
target_link_libraries(sluice_packs PRIVATE sluice_flags)
# .incbin is no include to the dependency scanner: the assembly is newer than the packs it reads.
set_source_files_properties(${packs_folder}/packs.S PROPERTIES
  COMPILE_OPTIONS "-Wa,-I${packs_folder}")
set_source_files_properties(tools/packs.c PROPERTIES
  OBJECT_DEPENDS ${packs_folder}/packs.def)
