# Compiler and linker flags of each flavour (see CMakePresets.json).
option(SLUICE_WERROR "warnings are errors" OFF)
set(SLUICE_FLAVOUR "release" CACHE STRING "release, dev, tsan, fuzz or cover")

add_library(sluice_flags INTERFACE)
target_compile_features(sluice_flags INTERFACE c_std_17)
target_compile_definitions(sluice_flags INTERFACE _GNU_SOURCE)
target_include_directories(sluice_flags INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/include)
target_compile_options(sluice_flags INTERFACE
  -Wall -Wextra -Wshadow -Wvla -Wformat=2 -Wstrict-prototypes -Wmissing-prototypes
  -Wpointer-arith -Wcast-qual -Wwrite-strings -Wundef -fno-common -fvisibility=hidden
  $<$<BOOL:${SLUICE_WERROR}>:-Werror>)

if(SLUICE_FLAVOUR STREQUAL "release")
  target_compile_options(sluice_flags INTERFACE -O2 -D_FORTIFY_SOURCE=3 -fstack-protector-strong
    -fstack-clash-protection -fcf-protection -ffunction-sections -fdata-sections)
  target_link_options(sluice_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--gc-sections)
elseif(SLUICE_FLAVOUR STREQUAL "dev")
  target_compile_options(sluice_flags INTERFACE -O1 -g1 -fno-omit-frame-pointer
    -fsanitize=address,undefined -fno-sanitize-recover=undefined)
  target_link_options(sluice_flags INTERFACE -fsanitize=address,undefined)
  target_compile_definitions(sluice_flags INTERFACE SLUICE_SANITIZED)
elseif(SLUICE_FLAVOUR STREQUAL "tsan")
  target_compile_options(sluice_flags INTERFACE -O1 -g1 -fsanitize=thread)
  target_link_options(sluice_flags INTERFACE -fsanitize=thread)
  target_compile_definitions(sluice_flags INTERFACE SLUICE_SANITIZED)
elseif(SLUICE_FLAVOUR STREQUAL "fuzz")
  target_compile_options(sluice_flags INTERFACE -O1 -g1 -fno-omit-frame-pointer
    -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=undefined)
  target_link_options(sluice_flags INTERFACE -fsanitize=address,undefined)
  target_compile_definitions(sluice_flags INTERFACE SLUICE_SANITIZED)
elseif(SLUICE_FLAVOUR STREQUAL "cover")
  target_compile_options(sluice_flags INTERFACE -O0 -g --coverage)
  target_link_options(sluice_flags INTERFACE --coverage)
else()
  message(FATAL_ERROR "SLUICE_FLAVOUR is '${SLUICE_FLAVOUR}'; it is one of release, dev, tsan, fuzz, cover")
endif()
# The cache tells engines apart by the build id (engine/cache/engine.c).
target_link_options(sluice_flags INTERFACE -Wl,--build-id=sha1)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
