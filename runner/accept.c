/* One place for both ways to scan: by a pipeline and without one. */
#include "runner/accept.h"

bool sl_session_accept(sl_session *session, const sl_files *files, const sl_policy *policy,
                       sl_err *e)
{
    sl_str ignores;
    sl_gate *gate = &session->gate;
    sl_arena *mem = session->mem;
    if (!sl_project_accepted(&gate->waivers, &gate->baseline, mem, files, policy, e) ||
        !sl_project_gitleaks(&gate->gitleaks, mem, files, policy, e) ||
        !sl_files_text(&ignores, mem, files, SL_S(".sluiceignore"), SL_PIPELINE_MAX, e))
        return false;
    const sl_strs *odd = sl_gitleaks_odd(gate->gitleaks);
    for (size_t i = 0; i < odd->n; i++)
        sl_session_tell(session, true, odd->v[i]);
    session->spec.ignore_file = ignores;
    sl_ignores_add(session->ignores, (sl_str){0}, ignores);
    return true;
}
