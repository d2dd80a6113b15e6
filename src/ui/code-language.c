/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Names are those that the languages give themselves, in any locale. */

#include "ui/code-language.h"

#include <string.h>

#define LONGEST 24 /* bytes; more is no language */

static const struct
{
  const char *info, *name; /* NULL: none */
  const char *syntax;      /* NULL: not known to GtkSourceView */
} names[] = {
  { "asm", "Assembly", NULL },
  { "bash", "Shell", "sh" },
  { "c", "C", "c" },
  { "c#", "C#", "c-sharp" },
  { "c++", "C++", "cpp" },
  { "clojure", "Clojure", NULL },
  { "console", "Shell", NULL },
  { "cpp", "C++", "cpp" },
  { "cs", "C#", "c-sharp" },
  { "csharp", "C#", "c-sharp" },
  { "css", "CSS", "css" },
  { "diff", "Diff", "diff" },
  { "dockerfile", "Dockerfile", "docker" },
  { "elixir", "Elixir", NULL },
  { "erlang", "Erlang", "erlang" },
  { "fortran", "Fortran", "fortran" },
  { "go", "Go", "go" },
  { "golang", "Go", "go" },
  { "haskell", "Haskell", "haskell" },
  { "html", "HTML", "html" },
  { "ini", "INI", "ini" },
  { "java", "Java", "java" },
  { "javascript", "JavaScript", "js" },
  { "js", "JavaScript", "js" },
  { "json", "JSON", "json" },
  { "jsx", "JSX", "jsx" },
  { "julia", "Julia", "julia" },
  { "kotlin", "Kotlin", "kotlin" },
  { "latex", "LaTeX", "latex" },
  { "lisp", "Lisp", "commonlisp" },
  { "lua", "Lua", "lua" },
  { "makefile", "Makefile", "makefile" },
  { "markdown", "Markdown", "markdown" },
  { "md", "Markdown", "markdown" },
  { "none", NULL, NULL },
  { "objc", "Objective-C", "objc" },
  { "ocaml", "OCaml", "ocaml" },
  { "perl", "Perl", "perl" },
  { "php", "PHP", "php" },
  { "plain", NULL, NULL },
  { "plaintext", NULL, NULL },
  { "powershell", "PowerShell", "powershell" },
  { "py", "Python", "python3" },
  { "python", "Python", "python3" },
  { "r", "R", "r" },
  { "rb", "Ruby", "ruby" },
  { "rs", "Rust", "rust" },
  { "ruby", "Ruby", "ruby" },
  { "rust", "Rust", "rust" },
  { "scala", "Scala", "scala" },
  { "scheme", "Scheme", "scheme" },
  { "scss", "SCSS", "scss" },
  { "sh", "Shell", "sh" },
  { "shell", "Shell", "sh" },
  { "sql", "SQL", "sql" },
  { "swift", "Swift", "swift" },
  { "tex", "TeX", "latex" },
  { "text", NULL, NULL },
  { "toml", "TOML", "toml" },
  { "ts", "TypeScript", "typescript" },
  { "tsx", "TSX", "typescript-jsx" },
  { "txt", NULL, NULL },
  { "typescript", "TypeScript", "typescript" },
  { "vala", "Vala", "vala" },
  { "xml", "XML", "xml" },
  { "yaml", "YAML", "yaml" },
  { "yml", "YAML", "yaml" },
  { "zig", "Zig", NULL },
  { "zsh", "Shell", "sh" },
};

/* Its row, -1: none. */
static int
find (const char *info)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i].info, info) == 0)
      return (int)i;

  return -1;
}

const char *
sheaf_code_language_get_name (const char *info)
{
  int row;

  if (info == NULL || *info == '\0' || strlen (info) > LONGEST)
    return NULL;
  row = find (info);

  return row >= 0 ? names[row].name : info;
}

const char *
sheaf_code_language_get_syntax (const char *info)
{
  int row = info != NULL ? find (info) : -1;

  return row >= 0 ? names[row].syntax : NULL;
}
