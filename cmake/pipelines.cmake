# The built-in pipelines: pipelines/*.yml, compiled in as they are.
file(GLOB pipeline_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/pipelines/*.yml)
set(text "/* Generated from pipelines/ by cmake/pipelines.cmake. */\n#include \"runner/pipeline.h\"\n\n")
set(rows "")
set(number 0)
foreach(file ${pipeline_files})
  get_filename_component(name ${file} NAME_WE)
  set(symbol "sl_builtin_pipeline_${number}")
  string(APPEND text "__asm__(\".section .rodata\\n\"\n"
    "        \".global ${symbol}, ${symbol}_end\\n\"\n"
    "        \"${symbol}: .incbin \\\"${file}\\\"\\n\"\n"
    "        \"${symbol}_end: .byte 0\\n.previous\\n\");\n"
    "extern const char ${symbol}[], ${symbol}_end[];\n")
  string(APPEND rows "    {SL_STR(\"${name}\"), ${symbol}, ${symbol}_end},\n")
  math(EXPR number "${number} + 1")
endforeach()
string(APPEND text "\nstatic const struct {\n    sl_str name;\n    const char *from, *to;\n"
  "} pipelines[] = {\n${rows}};\n\n"
  "bool sl_pipeline_builtin(sl_str *text, sl_str name)\n{\n"
  "    for (size_t i = 0; i < ${number}; i++)\n"
  "        if (sl_str_eq(name, pipelines[i].name)) {\n"
  "            *text = sl_str_at(pipelines[i].from, (size_t)(pipelines[i].to - pipelines[i].from));\n"
  "            return true;\n        }\n    return false;\n}\n\n"
  "sl_str sl_pipeline_builtin_name(size_t i)\n{\n"
  "    return i < ${number} ? pipelines[i].name : (sl_str){0};\n}\n")
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/builtin_pipelines.c CONTENT "${text}")
set_source_files_properties(${CMAKE_BINARY_DIR}/builtin_pipelines.c PROPERTIES
  GENERATED TRUE OBJECT_DEPENDS "${pipeline_files}")
target_sources(sluice_core PRIVATE ${CMAKE_BINARY_DIR}/builtin_pipelines.c)
