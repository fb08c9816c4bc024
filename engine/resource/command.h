/* Simple commands of shell text as attribute trees, so that a check can ask whether "apt-get
   install" lacks an option without knowing shells. */
#ifndef SLUICE_ENGINE_RESOURCE_COMMAND_H
#define SLUICE_ENGINE_RESOURCE_COMMAND_H

#include "engine/resource/shell.h"
#include "engine/resource/tree.h"

/** Shell text, and where its bytes stand in the file of the tree: byte i at `origin[i]`, or at
    `first` + i where `origin` is NULL. */
typedef struct sl_script {
    sl_str text;
    const size_t *origin;
    size_t first;
} sl_script;

/** Appends a map to `list` for each simple command in the script, those inside "sh -c '…'" and
    behind sudo, env, exec, xargs, "python -m" and the like included. Keys:
      name       the last part of the command's path: "apt-get"
      words      all words
      sub        the first word after the name that is no option: "install"
      args       the words after `sub` that are neither options nor their values
      options    a map from each option to its value or the empty text: "--no-cache", "-y"
                 (letters of a cluster "-yq" each, and the cluster itself)
      join       "", "and", "or", "pipe": how it follows the command before it
      piped      true when its output goes into a pipe
      input      true when it reads from a pipe
      assigns    the assignments in front of it, a map
      redirects  the targets of its redirections
      via        the command that runs it ("sudo"), where there is one
      index      its number in the list
    A limit reached is an error; what was split until then is in the list. */
bool sl_commands_read(const sl_tree *tree, sl_node *list, const sl_script *script, sl_err *e);
/** The same for one command whose words are known (the exec form of a Dockerfile, the command of a
    container): `words` is a list of texts. */
bool sl_commands_of_words(const sl_tree *tree, sl_node *list, const sl_node *words, sl_err *e);

#endif
