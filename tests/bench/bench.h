/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The benchmarks, one function each; bench.c has their table. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How large the library of most of them is. */
#define BENCH_ARTICLES 2000

void
bench_extract (void); /* bench-extract.c */
void
bench_query (void); /* bench-query.c */
void
bench_search (void); /* bench-search.c */
void
bench_save (void); /* bench-save.c */
void
bench_start (void); /* bench-start.c */
void
bench_memory (void); /* bench-memory.c */
void
bench_page (void); /* bench-page.c */
void
bench_cycles (void);
void
bench_archive (void); /* bench-archive.c */
void
bench_library (void); /* bench-library.c */
void
bench_import (void); /* bench-import.c */
void
bench_window (void); /* bench-window.c */
void
bench_provider (void); /* bench-provider.c */

/* Folder of a library of BENCH_ARTICLES, made once a run. Not to be changed. (transfer full) */
char *
bench_dup_library (void);

/* The one that --library names, or else that one. (transfer full) */
char *
bench_dup_named_library (void);

/* Folder of a library as somebody has it after years, of as many articles as were asked for, made once and kept in
 * the build folder. Not to be changed. (transfer full) */
char *
bench_dup_large_library (void);

G_END_DECLS
