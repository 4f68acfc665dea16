# SPDX-License-Identifier: GPL-3.0-or-later
# What ./run and ./test share: which Debian packages are needed, and how to install and build.
# Sourced with `root` set to the repository. Messages go to standard error, so that the program's
# own output stays clean.

build="$root/build/release"

build_packages=(
    build-essential cmake ninja-build ccache pkg-config dpkg-dev file
    qt6-base-dev qt6-svg-dev qt6-l10n-tools libqcustomplot-dev fonts-dejavu-core
    libtorch-dev libopenblas0-pthread libdnnl-dev libgloo-dev
    libfluidsynth-dev librtmidi-dev libjack-jackd2-dev libsndfile1-dev
    libsqlitecpp-dev libsqlite3-dev nlohmann-json3-dev libreaderwriterqueue-dev
    libcli11-dev libspdlog-dev libgtest-dev libgmock-dev libbenchmark-dev
)
test_packages=(
    xvfb xauth jackd2 python3 python3-mido desktop-file-utils appstream
)
check_packages=(
    git clang-format clang-tidy
)

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
fail() { say "$*"; exit 1; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "packages are missing: run this as root once, or install sudo"
    fi
}

# Prints those of the given packages that are not installed.
missing_packages() {
    local installed package
    # shellcheck disable=SC2016 # dpkg-query fills the fields in
    installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null) || true
    for package in "$@"; do
        grep -qx "installed $package" <<<"$installed" || printf '%s\n' "$package"
    done
}

install_packages() {
    local missing
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        say "no Debian package manager here, so nothing is installed (README.md lists what is needed)"
        return
    fi
    mapfile -t missing < <(missing_packages "$@")
    [ "${#missing[@]}" -eq 0 ] && return
    say "installing ${#missing[@]} Debian packages: ${missing[*]}"
    local wait=(-o DPkg::Lock::Timeout=300) # an upgrade may be going on in the background
    as_root apt-get "${wait[@]}" update -q >&2 || fail "apt-get update failed: is there a network?"
    # Without questions: jackd2 would ask about realtime priority.
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get "${wait[@]}" install -q -y --no-install-recommends "${missing[@]}" >&2 ||
        fail "apt-get could not install the packages above; its messages say why"
    warn_of_slow_blas
}

# libtorch calls whatever libblas.so.3 is; the reference one is many times slower.
warn_of_slow_blas() {
    local library
    library=$(PATH=$PATH:/usr/sbin:/sbin ldconfig -p |
        awk '$1 == "libblas.so.3" && !found { print $NF; found = 1 }')
    case $(readlink -f "${library:-/nothing}") in
        *openblas* | *mkl* | *blis* | *atlas*) ;;
        *) say "libblas.so.3 is not an optimized BLAS, so training will be slow: choose OpenBLAS" \
               "with: sudo update-alternatives --config libblas.so.3-$(uname -m)-linux-gnu" ;;
    esac
}

# configure_and_build TARGET...
configure_and_build() {
    local log="$build/configure.log" jobs
    # A libtorch translation unit takes about 1.5 GB.
    jobs=$(awk -v cores="$(nproc)" '/^MemAvailable/ {
        byMemory = int($2 / 1500000); jobs = byMemory < cores ? byMemory : cores
        print jobs < 1 ? 1 : jobs }' /proc/meminfo)
    mkdir -p "$build" 2>/dev/null && [ -w "$build" ] ||
        fail "$build cannot be written: does it belong to another user?"
    touch "$build/.started"
    if ! (cd "$root" && cmake --preset release) >"$log" 2>&1; then
        cat "$log" >&2
        fail "the build could not be configured; the messages above say why"
    fi
    cmake --build "$build" --parallel "$jobs" --target "$@" >&2 ||
        fail "the build failed; the messages above say why"
}
