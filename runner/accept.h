/* What a project has accepted, into the gate of a session. */
#ifndef SLUICE_RUNNER_ACCEPT_H
#define SLUICE_RUNNER_ACCEPT_H

#include "runner/project.h"
#include "runner/session.h"

/** Reads waivers, baseline, `.gitleaksignore` and `.sluiceignore` of `files` into the session. */
bool sl_session_accept(sl_session *session, const sl_files *files, const sl_policy *policy,
                       sl_err *e);

#endif
