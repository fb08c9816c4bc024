# The program: main with the compiled rule packs, its manual page and completions.
add_executable(sluice cli/main.c)
target_link_libraries(sluice PRIVATE sluice_core sluice_packs)

set(manual ${CMAKE_BINARY_DIR}/share)
add_custom_command(OUTPUT ${manual}/sluice.1 ${manual}/sluice.bash ${manual}/_sluice ${manual}/sluice.fish
  COMMAND ${CMAKE_COMMAND} -E make_directory ${manual}
  COMMAND sluice help --man > ${manual}/sluice.1
  COMMAND sluice help --completion bash > ${manual}/sluice.bash
  COMMAND sluice help --completion zsh > ${manual}/_sluice
  COMMAND sluice help --completion fish > ${manual}/sluice.fish
  DEPENDS sluice VERBATIM)
add_custom_target(manual ALL DEPENDS ${manual}/sluice.1)

install(TARGETS sluice)
install(FILES ${manual}/sluice.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${manual}/sluice.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
  RENAME sluice)
install(FILES ${manual}/_sluice DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${manual}/sluice.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
