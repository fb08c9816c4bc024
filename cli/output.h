/* Printing results: whole texts to stdout, with errors of the disk as sentences. */
#ifndef SLUICE_CLI_OUTPUT_H
#define SLUICE_CLI_OUTPUT_H

#include "cli/cli.h"
#include "runner/report.h"
#include "sluice/buf.h"

/** Writes all of the text to stdout; a closed or full stdout is an error. */
bool sl_output(sl_str text, sl_err *e);
/** Prints the text and clears the buffer; returns the exit status (0, or that of the error). */
int sl_output_buf(sl_buf *text);
/** How a report on stdout is to look. */
sl_report_look sl_output_look(const sl_cli *cli);
/** The reports that --format and --output ask for are known and well-formed. */
bool sl_output_check(const sl_cli *cli, sl_err *e);
/** Writes the result in --format to stdout and in every --output to its file. Reports are written
   for every verdict; the first error is returned after all were tried. */
bool sl_output_reports(const sl_cli *cli, const sl_result *result, sl_err *e);

#endif
