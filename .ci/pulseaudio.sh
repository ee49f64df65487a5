#!/bin/sh
# Starts a PulseAudio daemon whose only loudspeaker is a null sink called "loa", so that what a
# listener would hear can be recorded from "loa.monitor" on a machine without a sound card.
# Prints the socket; the daemon's process id lies beside it in "pid".
#
#   export BROADCASTER_TEST_PULSE="$(.ci/pulseaudio.sh)"
#   pytest -m pulseaudio
#   kill "$(cat "$(dirname "$BROADCASTER_TEST_PULSE")/pid")"
set -eu

command -v pulseaudio >/dev/null || {
    echo "pulseaudio is not installed: apt-get install pulseaudio pulseaudio-utils libportaudio2 libasound2-plugins" >&2
    exit 1
}
folder="${1:-$(mktemp -d)}"
mkdir -p "$folder"
socket="$folder/pulse"

# Without shared memory: PulseAudio 16 aborts now and then when it passes blocks by memfd.
# A home of its own, so that a daemon of the user's is neither found nor disturbed.
HOME="$folder" XDG_RUNTIME_DIR="$folder" PULSE_RUNTIME_PATH="$folder/run" \
    nohup pulseaudio -n --daemonize=no --exit-idle-time=-1 --use-pid-file=no \
    --disable-shm=yes --no-cpu-limit=yes \
    -L "module-native-protocol-unix auth-anonymous=1 socket=$socket" \
    -L "module-null-sink sink_name=loa rate=44100 channels=2 format=s16le" \
    >"$folder/log" 2>&1 </dev/null &
echo $! >"$folder/pid"

tries=100
until [ -S "$socket" ]; do
    tries=$((tries - 1))
    if [ "$tries" -eq 0 ] || ! kill -0 "$(cat "$folder/pid")" 2>/dev/null; then
        cat "$folder/log" >&2
        exit 1
    fi
    sleep 0.1
done
echo "$socket"
