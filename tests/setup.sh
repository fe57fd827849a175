#!/bin/sh
# Installs what a bare Debian machine lacks: `setup.sh python PYTHON` before the virtual environment is made,
# `setup.sh browser` before the tests. Does nothing where all is there.
set -eu

install() {
  if [ "$(id -u)" = 0 ]; then
    as_root=env
  elif command -v sudo >/dev/null; then
    as_root="sudo env"
  else
    echo "these Debian packages are missing, ask somebody who may install them: $*" >&2
    exit 1
  fi
  $as_root apt-get update -qq
  $as_root DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

case "$1" in
  python)
    "$2" -c 'import ensurepip, venv' 2>/dev/null || install python3-venv
    ;;
  browser)
    missing=
    command -v chromium >/dev/null || missing="$missing chromium fonts-dejavu-core"
    command -v node >/dev/null || missing="$missing nodejs"
    command -v npm >/dev/null || missing="$missing npm"
    # Playwright brings a Node of its own, which needs this library.
    /sbin/ldconfig -p | grep -q libatomic.so.1 || missing="$missing libatomic1"
    # shellcheck disable=SC2086 # a list of packages
    [ -z "$missing" ] || install $missing
    ;;
  *)
    echo "usage: $0 python PYTHON | browser" >&2
    exit 2
    ;;
esac
