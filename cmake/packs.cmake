# Rules become packs at build time: a bootstrap program, which is the core without packs, compiles
# rules/KIND/ of every stage kind; `sluice_packs` links the results into the program and the tests.
set(packs_folder ${CMAKE_BINARY_DIR}/packs)
file(MAKE_DIRECTORY ${packs_folder})
file(GLOB_RECURSE rule_files CONFIGURE_DEPENDS
  rules/*.yml rules/*.yaml rules/*.toml rules/*.json)

add_executable(sluice-pack tools/pack_main.c)
target_link_libraries(sluice-pack PRIVATE sluice_core)

add_custom_command(
  OUTPUT ${packs_folder}/packs.S ${packs_folder}/packs.def
  COMMAND ${CMAKE_COMMAND} -E env ASAN_OPTIONS=malloc_context_size=0
    $<TARGET_FILE:sluice-pack> ${packs_folder} rules
  DEPENDS sluice-pack ${rule_files}
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
