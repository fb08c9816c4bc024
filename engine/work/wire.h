/* Reports as bytes between a worker and its parent. The parent takes a worker for hostile: each
   number is checked against what it was asked to do, each text becomes clean UTF-8. */
#ifndef SLUICE_ENGINE_WORK_WIRE_H
#define SLUICE_ENGINE_WORK_WIRE_H

#include "engine/work/report.h"

/** Bytes of one frame at most, and the bytes of its head: length (32 bits) and type (8 bits). */
enum { SL_FRAME_MAX = 256 << 20, SL_FRAME_HEAD = 5 };

/** Types of frames. */
enum { SL_FRAME_REPORT = 'R', SL_FRAME_RETIRE = 'X' };

/** Appends the report as a frame; false when it is larger than a frame may be (nothing is added).
 */
bool sl_report_write(sl_buf *out, const sl_report *report);
/** Appends a frame without content. */
void sl_frame_write(sl_buf *out, char type);
/** Takes one whole frame off the front of `*rest`: 1 when there is one, 0 when bytes are missing,
    -1 when it is none. */
int sl_frame_take(sl_str *rest, char *type, sl_str *content);
/** Reads a report on unit `unit` from the content of a frame. Texts are copied to `mem`, those of
    facts are views into `bytes`. Rules, stages and default messages are filled in from `spec`. */
bool sl_report_read(sl_report *out, sl_arena *mem, const sl_pass_spec *spec, size_t unit,
                    sl_str bytes, sl_err *e);
/** Appends the report without the number of its unit, for keeping; false when it does not fit. */
bool sl_report_pack(sl_buf *out, const sl_report *report);
/** Reads what sl_report_pack wrote as a report on `unit`, as suspiciously as sl_report_read. */
bool sl_report_unpack(sl_report *out, sl_arena *mem, const sl_pass_spec *spec, size_t unit,
                      sl_str bytes);

#endif
