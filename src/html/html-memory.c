/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two mappings a thread: a page is parsed while another one's tree is in use where a value of it is
 * markup itself. */

#include "html/html-memory.h"

#include <sys/mman.h>

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define POISONS
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(POISONS)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(memory, bytes)
#define ASAN_UNPOISON_MEMORY_REGION(memory, bytes)
#endif

#define KEPT 2
#define KEPT_BYTES (4u * 1024 * 1024) /* what most pages need */

typedef struct
{
  char *memory;
  gsize touched;
} Kept;

static void
free_all (gpointer data)
{
  Kept *kept = data;

  for (guint i = 0; i < KEPT; i++)
    if (kept[i].memory != NULL)
      {
        ASAN_UNPOISON_MEMORY_REGION (kept[i].memory, kept[i].touched);
        munmap (kept[i].memory, SHEAF_HTML_MEMORY);
      }
  g_free (kept);
}

static Kept *
get_kept (void)
{
  static GPrivate private = G_PRIVATE_INIT (free_all);
  Kept *kept = g_private_get (&private);

  if (kept == NULL)
    {
      kept = g_new0 (Kept, KEPT);
      g_private_set (&private, kept);
    }

  return kept;
}

char *
sheaf_html_memory_take (void)
{
  Kept *kept = get_kept (), *most = &kept[0];
  char *memory;

  for (guint i = 1; i < KEPT; i++)
    if (kept[i].memory != NULL && (most->memory == NULL || kept[i].touched > most->touched))
      most = &kept[i];
  memory = g_steal_pointer (&most->memory);
  if (memory != NULL)
    {
      ASAN_UNPOISON_MEMORY_REGION (memory, most->touched);
      return memory;
    }
  memory = mmap (NULL, SHEAF_HTML_MEMORY, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

  return memory != MAP_FAILED ? memory : NULL;
}

void
sheaf_html_memory_give (char *memory, gsize used)
{
  Kept *kept = get_kept (), *room = NULL;

  for (guint i = 0; i < KEPT && room == NULL; i++)
    if (kept[i].memory == NULL)
      room = &kept[i];
  if (room == NULL)
    {
      munmap (memory, SHEAF_HTML_MEMORY);
      return;
    }
  if (used > KEPT_BYTES)
    madvise (memory + KEPT_BYTES, SHEAF_HTML_MEMORY - KEPT_BYTES, MADV_DONTNEED);
  room->memory = memory;
  room->touched = MIN (used, KEPT_BYTES);
  ASAN_POISON_MEMORY_REGION (memory, room->touched);
}
