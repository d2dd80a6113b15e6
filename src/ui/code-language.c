/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Names are those that the languages give themselves, in any locale. */

#include "ui/code-language.h"

#include <string.h>

#define LONGEST 24 /* bytes; more is no language */

static const struct
{
  const char *info, *name; /* NULL: none */
} names[] = {
  { "asm", "Assembly" },
  { "bash", "Shell" },
  { "c", "C" },
  { "c#", "C#" },
  { "c++", "C++" },
  { "clojure", "Clojure" },
  { "console", "Shell" },
  { "cpp", "C++" },
  { "cs", "C#" },
  { "csharp", "C#" },
  { "css", "CSS" },
  { "diff", "Diff" },
  { "dockerfile", "Dockerfile" },
  { "elixir", "Elixir" },
  { "erlang", "Erlang" },
  { "fortran", "Fortran" },
  { "go", "Go" },
  { "golang", "Go" },
  { "haskell", "Haskell" },
  { "html", "HTML" },
  { "ini", "INI" },
  { "java", "Java" },
  { "javascript", "JavaScript" },
  { "js", "JavaScript" },
  { "json", "JSON" },
  { "jsx", "JSX" },
  { "julia", "Julia" },
  { "kotlin", "Kotlin" },
  { "latex", "LaTeX" },
  { "lisp", "Lisp" },
  { "lua", "Lua" },
  { "makefile", "Makefile" },
  { "markdown", "Markdown" },
  { "md", "Markdown" },
  { "none", NULL },
  { "objc", "Objective-C" },
  { "ocaml", "OCaml" },
  { "perl", "Perl" },
  { "php", "PHP" },
  { "plain", NULL },
  { "plaintext", NULL },
  { "powershell", "PowerShell" },
  { "py", "Python" },
  { "python", "Python" },
  { "r", "R" },
  { "rb", "Ruby" },
  { "rs", "Rust" },
  { "ruby", "Ruby" },
  { "rust", "Rust" },
  { "scala", "Scala" },
  { "scheme", "Scheme" },
  { "scss", "SCSS" },
  { "sh", "Shell" },
  { "shell", "Shell" },
  { "sql", "SQL" },
  { "swift", "Swift" },
  { "tex", "TeX" },
  { "text", NULL },
  { "toml", "TOML" },
  { "ts", "TypeScript" },
  { "tsx", "TSX" },
  { "txt", NULL },
  { "typescript", "TypeScript" },
  { "vala", "Vala" },
  { "xml", "XML" },
  { "yaml", "YAML" },
  { "yml", "YAML" },
  { "zig", "Zig" },
  { "zsh", "Shell" },
};

const char *
sheaf_code_language_get_name (const char *info)
{
  if (info == NULL || *info == '\0' || strlen (info) > LONGEST)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i].info, info) == 0)
      return names[i].name;

  return info;
}
