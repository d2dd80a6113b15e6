# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the Flatpak that the manifest beside this file describes and installs it for the user:
build.py SOURCE FOLDER [--bundle]

The runtime is the manifest's: one that is installed, else from a remote that has it, else from the repository that
SHEAF_RUNTIME_REPO names. Where a module's own source is out of reach Debian's of the same library is taken instead
(`x-debian` in the manifest), so that all of it can be built and tried by a mirror of Debian alone.

--bundle also writes FOLDER/site, which can be put on the web as it is: sheaf.flatpak and a repository, signed with
SHEAF_GPG_KEY; where SHEAF_SITE_URL says at which address that will be, a .flatpakref and a .flatpakrepo, too."""
import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import urllib.request

import yaml

BRANCH = "stable"
DEBIAN = "trixie"  # the release whose libraries are as new as the runtime's
RUNTIMES = "https://dl.flathub.org/repo/flathub.flatpakrepo"  # where everybody gets GNOME's runtime


def die(words):
    sys.exit(f"{words}")


def run(*command, **options):
    if subprocess.run(command, **options).returncode != 0:
        die(f"This failed: {' '.join(map(str, command))}")


def output(*command, timeout=60):
    """What it says, or None where it fails."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=timeout)
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 else None


# --- The runtime


def find_runtime(manifest):
    refs = [f"{manifest[kind]}//{manifest['runtime-version']}" for kind in ("runtime", "sdk")]
    missing = [ref for ref in refs if output("flatpak", "info", ref) is None]
    if not missing:
        return
    for scope in "--user", "--system":
        for remote in (output("flatpak", "remotes", scope, "--columns=name") or "").split():
            if all(output("flatpak", "remote-info", scope, remote, ref) for ref in missing):
                run("flatpak", "install", scope, "-y", "--noninteractive", remote, *missing)
                return
    own = os.environ.get("SHEAF_RUNTIME_REPO")
    if not own:
        die(f"No remote has {' and '.join(missing)}. Flathub does:\n  flatpak --user remote-add --if-not-exists flathub {RUNTIMES}\n"
            "or name a repository that has them by SHEAF_RUNTIME_REPO.")
    run("flatpak", "remote-add", "--user", "--if-not-exists", "--no-gpg-verify", "sheaf-runtime", pathlib.Path(own).resolve().as_uri())
    run("flatpak", "install", "--user", "-y", "--noninteractive", "sheaf-runtime", *missing)


# --- The sources


def can_be_reached(source):
    if source["type"] == "git":
        return output("git", "ls-remote", source["url"], source["tag"], timeout=20) is not None
    try:
        with urllib.request.urlopen(urllib.request.Request(source["url"], method="HEAD"), timeout=20):
            return True
    except OSError:
        return False


def debian_source(package, folder):
    """What Debian has of the library's own source, by lists of our own: what this system's apt lists does not matter."""
    if shutil.which("apt-get") is None:
        die("The sources of the modules cannot be reached.")
    apt = folder / "apt"
    (apt / "lists/partial").mkdir(parents=True, exist_ok=True)
    mirrors = output("apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages", "Origin: Debian") or ""
    mirror = next((line for line in mirrors.split() if "security" not in line), None)
    if mirror is None:
        die("The sources of the modules cannot be reached, and apt's lists name no mirror of Debian.")
    (apt / "sources.list").write_text(f"deb-src {mirror} {DEBIAN} main\n")
    options = [f"-oDir::Etc::SourceList={apt}/sources.list", "-oDir::Etc::SourceParts=/dev/null", f"-oDir::State::Lists={apt}/lists",
               f"-oDir::Cache={apt}", "-oAPT::Sandbox::User=root"]
    target = folder / package
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    run("apt-get", "-qq", *options, "update")
    run("apt-get", "-qq", *options, "source", "--download-only", "--tar-only", package, cwd=target, stdout=sys.stderr)
    (archive,) = target.iterdir()
    run("tar", "-x", "-C", target, "-f", archive)
    return next(path for path in target.iterdir() if path.is_dir())


def with_sources(manifest, source, folder):
    """The same manifest as it is built here: paths are whole, and what is out of reach comes from Debian."""
    for module in manifest["modules"]:
        for one in module["sources"]:
            if one["type"] == "dir":
                one["path"] = str(source)
                one["skip"] = sorted({".git", *(path.name for path in source.glob("_build*"))})
        package = module.get("x-debian")
        if package and not all(map(can_be_reached, module["sources"])):
            print(f"{module['name']}: its own source is out of reach, taking Debian's.", file=sys.stderr)
            module["sources"] = [{"type": "dir", "path": str(debian_source(package, folder / "sources"))}]
    site = os.environ.get("SHEAF_SITE_URL")
    if site:
        manifest["modules"][-1]["config-opts"].append(f"-Dsite_url={site.rstrip('/')}")
    written = folder / f"{manifest['id']}.json"
    written.write_text(json.dumps(manifest, indent=2))
    return written


# --- What is given away


def write_references(manifest, site, url, public):
    common = {"Title": "Sheaf", "Url": f"{url}/repo/", "Homepage": f"{url}/", "GPGKey": base64.b64encode(public).decode()}
    one = {"Name": manifest["id"], "Branch": BRANCH, **common, "SuggestRemoteName": "sheaf", "IsRuntime": "false", "RuntimeRepo": RUNTIMES}
    for name, group, values in ("sheaf.flatpakrepo", "Flatpak Repo", common), ("sheaf.flatpakref", "Flatpak Ref", one):
        (site / name).write_text(f"[{group}]\n" + "".join(f"{k}={v}\n" for k, v in values.items()))


def bundle(manifest, source, folder):
    site, key, url = folder / "site", os.environ.get("SHEAF_GPG_KEY"), os.environ.get("SHEAF_SITE_URL", "").rstrip("/")
    sign = [f"--gpg-sign={key}"] if key else []
    public = subprocess.run(["gpg", "--export", key], stdout=subprocess.PIPE, check=True).stdout if key else b""
    if key and not public:
        die(f"gpg has no key {key}.")
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir()
    run("flatpak", "build-export", *sign, "--exclude=/lib/debug/*", site / "repo", folder / "build", BRANCH, stdout=sys.stderr)
    run("flatpak", "build-update-repo", *sign, "--title=Sheaf", f"--default-branch={BRANCH}", "--generate-static-deltas", site / "repo", stdout=sys.stderr)
    address = [f"--repo-url={url}/repo/"] if url else []
    if public:
        (folder / "public.gpg").write_bytes(public)
        address.append(f"--gpg-keys={folder}/public.gpg")
    run("flatpak", "build-bundle", *sign, f"--runtime-repo={RUNTIMES}", *address, site / "repo", site / "sheaf.flatpak", manifest["id"], BRANCH)
    if url and public:
        shutil.copytree(source / "data/screenshots", site / "screenshots")
        write_references(manifest, site, url, public)
    else:
        print("No .flatpakref and no .flatpakrepo: they take SHEAF_SITE_URL, where this folder will be on the web, "
              "and SHEAF_GPG_KEY, who vouches for it.", file=sys.stderr)
    print(site)


def main():
    source, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    folder.mkdir(exist_ok=True)
    (file,) = (source / "flatpak").glob("*.yml")
    manifest = yaml.safe_load(file.read_text(encoding="utf-8"))
    find_runtime(manifest)
    written = with_sources(manifest, source, folder)
    # Hard links are guarded by FUSE, where there is it.
    plain = [] if os.access("/dev/fuse", os.R_OK | os.W_OK) and shutil.which("fusermount3") else ["--disable-rofiles-fuse"]
    run("flatpak-builder", "--user", "--force-clean", "--install", *plain, f"--default-branch={BRANCH}",
        f"--state-dir={folder}/state", folder / "build", written, cwd=folder, stdout=sys.stderr)
    if "--bundle" in sys.argv[3:]:
        bundle(manifest, source, folder)


if __name__ == "__main__":
    main()
